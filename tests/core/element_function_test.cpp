#include "core/element_function.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

using testing::ElementsAre;

TEST(ElementFunction, IsFoundByItsName) {
  for (const ElementFunction& each : elementFunctions()) {
    EXPECT_EQ(findElementFunction(each.name), &each) << each.name;
    EXPECT_EQ(&knownElementFunction(each.name), &each) << each.name;
  }
  EXPECT_EQ(findElementFunction("frobnicate"), nullptr);
  EXPECT_EQ(findElementFunction(""), nullptr);
  test::expectError(ErrorCode::internal, {"'frobnicate'", "core/element_function.cpp"},
                    [] { knownElementFunction("frobnicate"); });
}

TEST(ElementFunction, IsComputedOrStandsHere) {
  std::vector<std::string> notComputedAtAll;
  for (const ElementFunction& each : elementFunctions()) {
    if (each.real == notComputed && each.integer == notComputed) {
      notComputedAtAll.emplace_back(each.name);
    }
  }
  EXPECT_THAT(notComputedAtAll, ElementsAre("atan2", "floordiv", "notequal", "rsqrt", "signbit",
                                            "square", "squareddifference"));
}

TEST(ElementFunction, HasItsParametersAmongItsArguments) {
  for (const ElementFunction& each : elementFunctions()) {
    if (each.parameterCount() == 0) continue;
    EXPECT_EQ(each.arguments, 1 + each.parameterCount()) << each.name;
    EXPECT_TRUE(each.takes(each.arguments)) << each.name;
    EXPECT_FALSE(each.takes(1)) << each.name;
  }
}

/// TFLite's operator is looked up by that name alone, and has nowhere to keep a parameter.
TEST(ElementFunction, StandsForOneOperatorOfTflite) {
  std::set<std::string_view> seen;
  for (const ElementFunction& each : elementFunctions()) {
    EXPECT_FALSE(each.use.tflmKernel && each.use.tflite.empty()) << each.name;
    if (each.use.tflite.empty()) continue;
    EXPECT_TRUE(seen.insert(each.use.tflite).second) << each.name;
    EXPECT_EQ(each.parameterCount(), 0U) << each.name;
  }
}

TEST(ElementFunction, IsFusedAsAnActivationOfOneTensorOnly) {
  for (const ElementFunction& each : elementFunctions()) {
    const bool ofOneTensor = each.arguments == 1 + each.parameterCount();
    EXPECT_TRUE(each.use.fusion == ActivationFusion::never || ofOneTensor) << each.name;
    EXPECT_TRUE(!each.use.takesActivation || !ofOneTensor) << each.name;
  }
}

TEST(ElementFunction, AdditionIsTheSumOfTwo) {
  Operator op;
  op.attributes = Elementwise{"add"};
  EXPECT_TRUE(isAddition(op));
  op.attributes = Elementwise{"sum"};
  EXPECT_FALSE(isAddition(op));
  op.attributes = Activation{"relu", {}};
  EXPECT_FALSE(isAddition(op));
}

}  // namespace
}  // namespace tessera
