#include "sim/verify/tensor_view.h"

#include <gtest/gtest.h>

#include <numeric>

#include "core/error.h"
#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

Tensor floats(Shape shape) {
  Tensor tensor;
  tensor.name = "t";
  tensor.shape = std::move(shape);
  return tensor;
}

std::vector<float> counting(std::size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.0F);
  return values;
}

TEST(Box, RegionsOfFeatureMapsKeepTheOtherAxes) {
  const Region region{{1, 3}, {2, 5}};
  EXPECT_EQ(text(regionBox({1, 4, 6, 8}, Layout::channelsFirst, region)),
            "[0, 1) x [0, 4) x [1, 3) x [2, 5)");
  EXPECT_EQ(text(regionBox({1, 6, 8, 4}, Layout::channelsLast, region)),
            "[0, 1) x [1, 3) x [2, 5) x [0, 4)");
  EXPECT_EQ(text(regionBox({1, 4, 6}, Layout::channelsFirst, region)), "[0, 1) x [0, 4) x [1, 3)");
  EXPECT_EQ(text(regionBox({7, 9}, Layout::channelsFirst, region)), "[0, 7) x [0, 9)");
  EXPECT_EQ(text(Box{}), "scalar");
  EXPECT_EQ(elements(Box{}), 1);
}

TEST(TensorView, WholeTensorsAreRowMajor) {
  std::vector<float> memory = counting(12);
  const Tensor tensor = floats({3, 4});
  const TensorView view = wholeView(tensor, reinterpret_cast<std::byte*>(memory.data()));
  EXPECT_EQ(readReals(view, {{1, 3}, {2, 4}}).values, (std::vector<double>{6, 7, 10, 11}));
}

TEST(TensorView, TilesKeepTheCoordinatesOfTheWhole) {
  // Room for rows 1 to 4 and columns 2 to 4 of a 6x6 tensor.
  std::vector<float> memory = counting(6);
  const Tensor tensor = floats({6, 6});
  const TensorView view = tileView(tensor, reinterpret_cast<std::byte*>(memory.data()),
                                   {{1, 4}, {2, 4}}, {{1, 4}, {2, 4}});
  EXPECT_EQ(readReals(view, {{2, 3}, {2, 4}}).values, (std::vector<double>{2, 3}));
  try {
    readReals(view, {{0, 2}, {2, 4}});
    ADD_FAILURE() << "row 0 is not stored";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::internal);
  }
}

TEST(TensorView, RoomBeyondTheTensorShiftsTheStored) {
  // A full-size patch at the border: room from row -1 on, of which row -1 is padding.
  std::vector<float> memory = counting(6);
  const Tensor tensor = floats({6, 2});
  const TensorView view = tileView(tensor, reinterpret_cast<std::byte*>(memory.data()),
                                   {{0, 2}, {0, 2}}, {{-1, 2}, {0, 2}});
  EXPECT_EQ(readReals(view, {{0, 1}, {0, 2}}).values, (std::vector<double>{2, 3}));
}

TEST(Dense, QuantisedElementsAreReadAndWrittenThroughTheirScale) {
  Tensor tensor = floats({2, 2});
  tensor.dtype = DType::int8;
  tensor.quantization = std::make_shared<const Quantization>(Quantization{{0.5F}, {3}, -1});
  std::vector<std::int8_t> memory{3, 4, 5, -128};
  const TensorView view = wholeView(tensor, reinterpret_cast<std::byte*>(memory.data()));
  const Box all = wholeBox(tensor.shape);
  EXPECT_EQ(readReals(view, all).values, (std::vector<double>{0, 0.5, 1, -65.5}));
  EXPECT_EQ(readCentred(view, all).values, (std::vector<double>{0, 1, 2, -131}));
  EXPECT_EQ(readIntegers(view, all).values, (std::vector<std::int64_t>{3, 4, 5, -128}));
  const std::vector<double> reals{0.25, 0.75, 1000, -1000};
  writeReals(view, all, reals);
  EXPECT_EQ(memory,
            (std::vector<std::int8_t>{3, 5, 127, -128}));  // ties to even: 0.5 -> 0, 1.5 -> 2
}

TEST(Dense, WritesOneValueForEachElement) {
  std::vector<float> memory = counting(4);
  const Tensor tensor = floats({4});
  const TensorView view = wholeView(tensor, reinterpret_cast<std::byte*>(memory.data()));
  EXPECT_THROW(writeReals(view, {{0, 4}}, std::vector<double>(3)), Error);
  EXPECT_THROW(writeIntegers(view, {{0, 1}}, std::vector<std::int64_t>(2)), Error);
  EXPECT_EQ(memory, counting(4));
  writeIntegers(view, {{1, 3}}, std::vector<std::int64_t>{7, 8});
  EXPECT_EQ(memory, (std::vector<float>{0, 7, 8, 3}));
}

TEST(Dense, ScalesOfAnAxisGoWithTheirChannel) {
  Tensor tensor = floats({2, 2});
  tensor.dtype = DType::int8;
  for (const int axis : {0, 1}) {
    tensor.quantization =
        std::make_shared<const Quantization>(Quantization{{1.0F, 10.0F}, {0, 1}, axis});
    std::vector<std::int8_t> memory{2, 2, 2, 2};
    const TensorView view = wholeView(tensor, reinterpret_cast<std::byte*>(memory.data()));
    const std::vector<double> expected =
        axis == 0 ? std::vector<double>{2, 2, 10, 10} : std::vector<double>{2, 10, 2, 10};
    EXPECT_EQ(readReals(view, wholeBox(tensor.shape)).values, expected) << axis;
  }
}

}  // namespace
}  // namespace tessera::verify
