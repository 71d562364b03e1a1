#include "core/operator.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Operator, kindNamesFollowTheVariant) {
  EXPECT_EQ(kindName(Convolution{}), "convolution");
  EXPECT_EQ(kindName(GlobalPool{}), "global pool");
  EXPECT_EQ(kindName(BatchNormalization{}), "batch norm");
  EXPECT_EQ(kindName(Dequantize{}), "dequantize");
  EXPECT_EQ(kindName(Opaque{}), "opaque");
}

}  // namespace
}  // namespace tessera
