#include "cli/did_you_mean.h"

#include <gtest/gtest.h>

namespace tessera::cli {
namespace {

TEST(DidYouMean, NamesTheClosestOrListsAll) {
  const std::vector<std::string> words{"inspect", "simulate"};
  EXPECT_EQ(didYouMean("simulat", words), "did you mean 'simulate'?");
  EXPECT_EQ(didYouMean("inpsect", words), "did you mean 'inspect'?");
  EXPECT_EQ(didYouMean("fly", words), "one of: inspect, simulate");
}

}  // namespace
}  // namespace tessera::cli
