#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <regex>
#include <string>

#include "core/error.h"

namespace tessera::test {

/// Bytes dropped, doubled, replaced by what TOML gives a meaning, and lines moved.
inline std::string mutated(std::string text, std::mt19937& random) {
  static const std::string interesting = "=\"[]{}.#,\n\\'-+_019exT \x80\xff";
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
    const std::size_t at = below(text.size());
    const std::size_t length = std::min<std::size_t>(1 + below(12), text.size() - at);
    switch (below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        text[at] = interesting[below(interesting.size())];
        break;
      default:
        text.insert(below(text.size()),
                    text.substr(at, std::min<std::size_t>(60, text.size() - at)));
    }
  }
  return text;
}

/// What an error in a JSON file begins with: the file, the line, and where it is not the whole
/// file that is wrong the key.
inline std::regex jsonPlace(const std::string& file) {
  const std::string name = std::regex_replace(file, std::regex("\\."), "\\.");
  return std::regex("^" + name + ":\\d+(:\\d+: (key '|syntax error)|: (key '|no '|an object ))");
}

/// Hands `count` mutations of `whole` to `read`, which accepts them or throws Error(input) with a
/// hint and a line that begins with what `place` says. The number of those refused.
template <class Read>
int refusedOfMutated(const std::string& whole, int count, const std::regex& place,
                     const Read& read) {
  std::mt19937 random(20211207);
  int refused = 0;
  for (int i = 0; i < count; ++i) {
    const std::string text = mutated(whole, random);
    try {
      read(text);
    } catch (const Error& error) {
      ++refused;
      EXPECT_EQ(error.code(), ErrorCode::input);
      EXPECT_TRUE(std::regex_search(error.what(), place)) << error.what() << "\nin\n" << text;
      EXPECT_FALSE(error.hint().empty()) << error.what();
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
    }
  }
  return refused;
}

}  // namespace tessera::test
