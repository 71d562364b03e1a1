#include <gtest/gtest.h>

#include "sim/memory/plan.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/support/expect_error.h"

namespace tessera::test {
namespace {

constexpr std::int64_t huge = std::int64_t{1} << 62;

/// Expects a fault of that field at the last buffer.
void expectFault(const std::vector<PlanBuffer>& buffers, const std::string& field) {
  const auto fault = faultOf({buffers});
  ASSERT_TRUE(fault) << field;
  EXPECT_EQ(fault->field, field);
  EXPECT_EQ(fault->buffer, buffers.size() - 1);
}

TEST(CheckProblem, AcceptsWhatMakesSense) {
  PlanBuffer fixed = buffer(10, {0, 2});
  fixed.alignment = 8;
  fixed.offset = Bytes(16);
  PlanBuffer over = buffer(20, {2, 4});
  over.sameOffsetAs = 0;
  EXPECT_FALSE(faultOf({{fixed, over, buffer(0, {-5, 9})}}));
  EXPECT_FALSE(faultOf({}));
  EXPECT_NO_THROW(checkProblem({{fixed, over}}));
}

TEST(CheckProblem, RejectsImpossibleNumbers) {
  expectFault({buffer(1, {0, 1}), buffer(-1, {0, 1})}, "size");
  expectFault({buffer(1, {1, 1})}, "steps");
  expectFault({buffer(1, {-huge - 1, 1})}, "steps");
  expectFault({buffer(1, {0, huge + 1})}, "steps");
  expectFault({buffer(huge / 2, {0, 1}), buffer(huge / 2, {0, 1})}, "size");
  PlanBuffer unaligned = buffer(1, {0, 1});
  unaligned.alignment = 0;
  expectFault({unaligned}, "alignment");
  PlanBuffer below = buffer(1, {0, 1});
  below.offset = Bytes(-8);
  expectFault({below}, "offset");
  PlanBuffer misaligned = buffer(1, {0, 1});
  misaligned.alignment = 8;
  misaligned.offset = Bytes(12);
  expectFault({misaligned}, "offset");
}

TEST(CheckProblem, RejectsImpossibleChains) {
  PlanBuffer self = buffer(1, {0, 1});
  self.sameOffsetAs = 0;
  expectFault({self}, "sameOffsetAs");
  PlanBuffer over = buffer(1, {2, 4});
  over.sameOffsetAs = 0;
  expectFault({buffer(1, {0, 3}), over}, "sameOffsetAs");
  // Not with its own predecessor, but with another of the same chain.
  expectFault({buffer(1, {0, 1}), over, over}, "sameOffsetAs");
  PlanBuffer first = buffer(1, {0, 2});
  first.offset = Bytes(4);
  over.offset = Bytes(8);
  expectFault({first, over}, "offset");
  over.offset.reset();
  over.alignment = 8;
  expectFault({first, over}, "alignment");
  first.offset.reset();
  first.alignment = (std::int64_t{1} << 40) - 1;
  over.alignment = std::int64_t{1} << 40;
  expectFault({first, over}, "alignment");
}

TEST(CheckProblem, NamesTheBuffer) {
  expectError(ErrorCode::input, {"buffer 1", "negative"}, [] {
    checkProblem({{buffer(1, {0, 1}), buffer(-1, {0, 1})}});
  });
}

TEST(CheckProblem, AcceptsDistances) {
  const PlanBuffer first = buffer(10, {0, 3});
  EXPECT_FALSE(faultOf({{first, beside(buffer(20, {0, 3}), 0, -14)}}));
  // Related through the first: at 4 and -4 of it, and of each other 8 apart.
  EXPECT_FALSE(
      faultOf({{first, beside(buffer(9, {0, 3}), 0, 4), beside(buffer(9, {0, 3}), 0, -4)}}));
}

TEST(CheckProblem, AcceptsTheSameOffsetOfBuffersThatLiveTogether) {
  const PlanBuffer first = buffer(10, {0, 3});
  PlanBuffer over = beside(buffer(20, {1, 5}), 0, 0);
  expectFault({first, over}, "sameOffsetAs");
  over.together = true;
  EXPECT_FALSE(faultOf({{first, over}}));
  EXPECT_EQ(livePeak({{first, over}}).bytes, Bytes(20));
}

TEST(CheckProblem, RejectsImpossibleDistances) {
  PlanBuffer first = buffer(10, {0, 3});
  PlanBuffer nowhere = buffer(10, {0, 3});
  nowhere.distance = Bytes(4);
  expectFault({first, nowhere}, "distance");
  // Back at the offset of the first, with which it lives.
  expectFault({first, beside(first, 0, 4), beside(first, 1, -4)}, "sameOffsetAs");
  for (const std::int64_t far : {huge, -huge, std::numeric_limits<std::int64_t>::max(),
                                 std::numeric_limits<std::int64_t>::min()}) {
    expectFault({first, beside(first, 0, far)}, "distance");
    expectFault({first, beside(first, 0, huge / 4), beside(first, 1, far)}, "distance");
  }
  PlanBuffer odd = beside(first, 0, 2);
  first.alignment = 16;
  odd.alignment = 4;
  expectFault({first, odd}, "distance");
  odd.distance = Bytes(-4);
  EXPECT_FALSE(faultOf({{first, odd}}));
}

TEST(CheckProblem, RejectsFixedOffsetsThatDistancesContradict) {
  PlanBuffer first = buffer(10, {0, 3});
  PlanBuffer second = beside(buffer(20, {1, 4}), 0, -4);
  second.offset = Bytes(8);
  EXPECT_FALSE(faultOf({{first, second}}));
  first.offset = Bytes(12);
  EXPECT_FALSE(faultOf({{first, second}}));
  first.offset = Bytes(8);
  expectFault({first, second}, "offset");
  second.offset.reset();
  EXPECT_FALSE(faultOf({{first, second}}));
  first.offset = Bytes(3);
  expectFault({first, second}, "distance");
}

}  // namespace
}  // namespace tessera::test
