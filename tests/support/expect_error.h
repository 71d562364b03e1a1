#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "core/error.h"

namespace tessera::test {

/// Runs `action`, which must throw an Error of that code; every part of `words` must be in its
/// line.
template <class Action>
void expectError(ErrorCode code, const std::vector<std::string>& words, const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code) << error.what();
    for (const std::string& word : words) EXPECT_THAT(error.what(), testing::HasSubstr(word));
    EXPECT_FALSE(error.hint().empty()) << error.what();
    return;
  }
  ADD_FAILURE() << "no error was thrown";
}

}  // namespace tessera::test
