#pragma once

#include <cctype>
#include <string>
#include <string_view>

namespace tessera {

/// The letters, as capitals, and digits of a name: "NUCLEO-L4R5ZI" and "Nucleo L4R5ZI" are one.
inline std::string lettersAndDigits(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) kept += static_cast<char>(std::toupper(byte));
  }
  return kept;
}

}  // namespace tessera
