#include "sim/report/arena_text.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

RunArena arena(PlannerKind planner, std::int64_t bytes, std::int64_t peak, std::int64_t bound) {
  RunArena result;
  result.planner = planner;
  result.plan.arena = Bytes(bytes);
  result.plan.peak = Bytes(peak);
  result.plan.lowerBound = Bytes(bound);
  result.plan.proven = bytes == bound;
  return result;
}

TEST(ArenaText, SaysWhetherTheArenaIsProvenLeast) {
  EXPECT_EQ(arenaText(arena(PlannerKind::exact, 55'296, 55'296, 55'296)),
            "54.0 KiB (55 296 B) by exact, proven least, no fragmentation");
  EXPECT_EQ(arenaText(arena(PlannerKind::tflm, 73'728, 55'296, 55'296)),
            "72.0 KiB (73 728 B) by tflm, may not be least (lower bound 54.0 KiB), 18.0 "
            "KiB of fragmentation");
}

TEST(ArenaText, ALeastArenaMayBeLargerThanThePeak) {
  EXPECT_EQ(arenaText(arena(PlannerKind::exact, 100, 90, 100)),
            "100 B by exact, proven least, 10 B of fragmentation");
}

TEST(FragmentationText, IsAShareOfTheArena) {
  EXPECT_EQ(fragmentationText(arena(PlannerKind::tflm, 73'728, 55'296, 55'296).plan),
            "18.0 KiB (18 432 B), 25.0 % of the arena");
  EXPECT_EQ(fragmentationText(arena(PlannerKind::exact, 0, 0, 0).plan),
            "none: the arena equals the peak");
}

}  // namespace
}  // namespace tessera
