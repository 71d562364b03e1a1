#include "sim/report/arena_map.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/memory/plan_buffer.h"

namespace tessera {
namespace {

using test::buffer;

TEST(ArenaMap, DrawsStepsToTheRightAndAddressesUp) {
  const PlanProblem problem{{buffer(10, {0, 2}), buffer(20, {1, 3}), buffer(10, {2, 4})}};
  const ArenaPlan plan = planWith(problem, {Bytes(0), Bytes(10), Bytes(0)});
  EXPECT_EQ(arenaMapText(problem, plan, {"a", "b", "c"}, {}),
            "      30 B \n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "      24 B ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "      16 B ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "       8 B aaaaaaaacccccccc\n"
            "           aaaaaaaacccccccc\n"
            "           aaaaaaaacccccccc\n"
            "           aaaaaaaacccccccc\n"
            "         0 aaaaaaaacccccccc\n"
            "      step 0   1   2   3\n");
}

TEST(ArenaMap, MarksWhatLiveBuffersShare) {
  const PlanProblem problem{
      {buffer(10, {0, 2}), test::beside(buffer(20, {1, 3}), 0, -14), buffer(10, {2, 4})}};
  const ArenaPlan plan = planWith(problem, {Bytes(14), Bytes(0), Bytes(20)});
  EXPECT_EQ(arenaMapText(problem, plan, {"a", "b", "c"}, {}),
            "      30 B \n"
            "           ........cccccccc\n"
            "           ........cccccccc\n"
            "      24 B ........cccccccc\n"
            "           aaaaaaaacccccccc\n"
            "           aaaaaaaacccccccc\n"
            "           aaaa####bbbb....\n"
            "      16 B aaaa####bbbb....\n"
            "           aaaa####bbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "       8 B ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "           ....bbbbbbbb....\n"
            "         0 ....bbbbbbbb....\n"
            "      step 0   1   2   3\n");
}

TEST(ArenaMap, WithoutBytesThereIsNothingToDraw) {
  const PlanProblem problem{{buffer(0, {0, 2})}};
  EXPECT_EQ(arenaMapText(problem, planWith(problem, {Bytes(0)}), {"a"}, {}), "");
  EXPECT_EQ(arenaMapText({}, planWith({}, {}), {}, {}), "");
}

TEST(ArenaMap, ManyStepsShareColumnsAndEveryLineFits) {
  const PlanProblem problem{{buffer(1 << 20, {-1000, 1'000'000}), buffer(1 << 20, {0, 700})}};
  const ArenaPlan plan = planWith(problem, {Bytes(0), Bytes(1 << 20)});
  for (const std::size_t width : {60U, 83U, 100U}) {
    std::istringstream lines(arenaMapText(problem, plan, {"a", "b"}, {width, false, true}));
    std::size_t widest = 0;
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
    EXPECT_LE(widest, width);
    EXPECT_GT(widest, width / 2);
  }
}

}  // namespace
}  // namespace tessera
