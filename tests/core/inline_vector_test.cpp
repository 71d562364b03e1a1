#include "core/inline_vector.h"

#include <gtest/gtest.h>

#include <utility>

namespace tessera {
namespace {

using Few = InlineVector<int, 3>;

Few upTo(int count) {
  Few values;
  for (int i = 0; i < count; ++i) values.push_back(i);
  return values;
}

void expectUpTo(int count, const Few& values) {
  ASSERT_EQ(values.size(), static_cast<std::size_t>(count));
  int next = 0;
  for (const int value : values) EXPECT_EQ(value, next++);
}

TEST(InlineVector, HasWhatWasPushedWhereverItLies) {
  for (int count = 0; count < 8; ++count) {
    expectUpTo(count, upTo(count));
    EXPECT_EQ(upTo(count).empty(), count == 0);
  }
}

TEST(InlineVector, IsAValue) {
  for (int count = 0; count < 8; ++count) {
    Few original = upTo(count);
    const Few copied = original;
    Few assigned = upTo(7 - count);
    assigned = copied;
    EXPECT_EQ(assigned, copied);
    const Few moved = std::move(original);
    expectUpTo(count, moved);
    original = upTo(2);
    expectUpTo(2, original);
    Few taken = upTo(5);
    taken = std::move(assigned);
    expectUpTo(count, taken);
    expectUpTo(count, copied);
  }
}

TEST(InlineVector, IsEmptyAfterItWasMovedFrom) {
  for (const int count : {2, 5}) {
    Few original = upTo(count);
    const Few moved = std::move(original);
    EXPECT_TRUE(original.empty());  // NOLINT(bugprone-use-after-move)
    original.push_back(0);
    expectUpTo(1, original);
  }
}

TEST(InlineVector, MayPushOneOfItsOwn) {
  Few values = upTo(3);
  values.push_back(values.front());
  EXPECT_EQ(values.back(), 0);
}

TEST(InlineVector, ComparesElements) {
  EXPECT_EQ(upTo(5), upTo(5));
  EXPECT_FALSE(upTo(2) == upTo(3));
}

}  // namespace
}  // namespace tessera
