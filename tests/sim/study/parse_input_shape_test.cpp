#include "sim/study/parse_input_shape.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(ParseInputShape, ReadsNameAndExtents) {
  EXPECT_EQ(parseInputShape("x=1x3x8"), (std::pair<std::string, Shape>{"x", Shape{1, 3, 8}}));
  EXPECT_EQ(parseInputShape("x=scalar"), (std::pair<std::string, Shape>{"x", Shape{}}));
}

TEST(ParseInputShape, NamesMayHoldAnEqualsSign) {
  EXPECT_EQ(parseInputShape("a=b=2x3"), (std::pair<std::string, Shape>{"a=b", Shape{2, 3}}));
}

TEST(ParseInputShape, WhatIsNoShapeIsAUsageError) {
  for (const char* text : {"", "x", "=1x2", "x=", "x=1x", "x=0x2", "x=-1", "x=1xy"}) {
    SCOPED_TRACE(text);
    test::expectError(ErrorCode::usage, {"--input-shape"}, [&] { parseInputShape(text); });
  }
}

}  // namespace
}  // namespace tessera
