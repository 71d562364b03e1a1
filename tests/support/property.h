#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

namespace tessera::test {

/// Checks a rapidcheck property on `cases` generated cases; fails the current test with the
/// shrunken counterexample. The seed is fixed, so that a run in CI is the run on every desk.
template <class Property>
void checkProperty(int cases, const Property& property) {
  rc::detail::TestParams parameters;
  parameters.seed = 20211207;
  parameters.maxSuccess = cases;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, parameters);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << message.str();
}

}  // namespace tessera::test
