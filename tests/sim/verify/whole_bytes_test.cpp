#include "sim/verify/whole_bytes.h"

#include <gtest/gtest.h>

namespace tessera::verify {
namespace {

/// int8 1x2x4x5: element i holds i.
struct Counting {
  Counting() {
    tensor.name = "t";
    tensor.dtype = DType::int8;
    tensor.shape = {1, 2, 4, 5};
    for (int i = 0; i < 40; ++i) whole.push_back(static_cast<std::byte>(i));
  }
  Tensor tensor;
  std::vector<std::byte> whole;
};

const Box part{{0, 1}, {0, 2}, {1, 3}, {2, 5}};

TEST(WholeBytes, CopiesThePartThatAViewStores) {
  const Counting counting;
  std::vector<std::byte> memory(2 * 4 * 4, std::byte{99});
  const Box room{{0, 1}, {0, 2}, {0, 4}, {2, 6}};  // a row above, one below, a column on the right
  copyFrom(counting.whole, tileView(counting.tensor, memory.data(), part, room));
  const std::vector<int> expected{99, 99, 99, 99, 7,  8,  9,  99, 12, 13, 14, 99, 99, 99, 99, 99,
                                  99, 99, 99, 99, 27, 28, 29, 99, 32, 33, 34, 99, 99, 99, 99, 99};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(std::to_integer<int>(memory[i]), expected[i]) << i;
  }
}

TEST(WholeBytes, FindsTheFirstDifferenceWithinTheBox) {
  const Counting counting;
  std::vector<std::byte> memory(2 * 2 * 3);
  const TensorView view = tileView(counting.tensor, memory.data(), part, part);
  copyFrom(counting.whole, view);
  EXPECT_FALSE(firstDifference(view, part, counting.whole));
  memory[9] = std::byte{1};
  memory[11] = std::byte{1};
  const auto found = firstDifference(view, part, counting.whole);
  ASSERT_TRUE(found);
  EXPECT_EQ(elementText(*found), "[0, 1, 2, 2]");
  EXPECT_EQ(found->expected, "32");
  EXPECT_EQ(found->actual, "1");
  const Box before{{0, 1}, {0, 2}, {1, 2}, {2, 5}};
  EXPECT_FALSE(firstDifference(view, before, counting.whole));
}

TEST(WholeBytes, TellsRealsWithTheirBits) {
  Tensor scalar;
  const float values[2] = {0.0F, -0.0F};
  std::vector<std::byte> expected(sizeof(float));
  std::vector<std::byte> actual(sizeof(float));
  std::copy_n(reinterpret_cast<const std::byte*>(&values[0]), sizeof(float), expected.begin());
  std::copy_n(reinterpret_cast<const std::byte*>(&values[1]), sizeof(float), actual.begin());
  const auto found = firstDifference(wholeView(scalar, actual.data()), {}, expected);
  ASSERT_TRUE(found);
  EXPECT_EQ(elementText(*found), "[]");
  EXPECT_EQ(found->expected, "0 (0x00000000)");
  EXPECT_EQ(found->actual, "-0 (0x80000000)");
}

}  // namespace
}  // namespace tessera::verify
