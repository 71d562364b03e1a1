#include "core/closest_name.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(DidYouMean, NamesTheClosestOrListsAll) {
  const std::vector<std::string> words{"inspect", "simulate"};
  EXPECT_EQ(closestName("simulat", words), "did you mean 'simulate'?");
  EXPECT_EQ(closestName("inpsect", words), "did you mean 'inspect'?");
  EXPECT_EQ(closestName("fly", words), "one of: inspect, simulate");
}

}  // namespace
}  // namespace tessera
