#include "sim/cost/engine_version.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(EngineVersion, IsOrderedByItsNumbers) {
  EXPECT_TRUE(olderVersion("9.0.0", "10.0"));
  EXPECT_TRUE(olderVersion("2022 (v0.7 round)", "2022 (v1.0 round)"));
  EXPECT_FALSE(olderVersion("8.1.0", "8.1"));
}

TEST(EngineVersion, IsOneWhateverZerosEndIt) {
  EXPECT_TRUE(sameVersion("9.0", "9.0.0"));
  EXPECT_TRUE(sameVersion("dev", "dev"));
  EXPECT_FALSE(sameVersion("dev", "head"));
  EXPECT_FALSE(sameVersion("9.0", "9.1"));
}

TEST(EngineVersion, TheNearestIsToldByTheirPlaces) {
  EXPECT_LT(versionPlace("7.3") - versionPlace("7.2"), versionPlace("8.1") - versionPlace("7.3"));
  EXPECT_EQ(versionPlace("no number"), 0);
}

}  // namespace
}  // namespace tessera
