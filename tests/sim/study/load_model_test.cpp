#include "sim/study/load_model.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(LoadModel, TheRequestGoesBeforeTheRuntimesRewrites) {
  Runtime runtime;
  runtime.rewritesMade = {"fuse-pad"};
  runtime.rewritesNotMade = {"alias-reshapes", "fuse-bias"};
  StudyRequest request;
  request.rewritesMade = {"alias-reshapes"};
  request.rewritesNotMade = {"fuse-pad"};
  const RewriteOptions made = importOptions(request, runtime).rewrites;
  EXPECT_FALSE(made.disabled.contains("alias-reshapes"));
  EXPECT_TRUE(made.enabled.contains("alias-reshapes"));
  EXPECT_TRUE(made.disabled.contains("fuse-bias"));
  EXPECT_TRUE(made.disabled.contains("fuse-pad"));
}

TEST(LoadModel, WhatIsUsualFollowsFromTheFile) {
  EXPECT_EQ(runtimeOf({}, false).name, "liveness");
  EXPECT_EQ(runtimeOf({}, true).name, "tflm");
  StudyRequest named;
  named.runtime = "paper";
  EXPECT_EQ(runtimeOf(named, true).name, "paper");
}

}  // namespace
}  // namespace tessera
