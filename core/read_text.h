#pragma once

#include <string>

namespace tessera {

/// The whole file, or stdin where `path` is "-". Throws Error(input) where it cannot be read or has
/// more than 256 MiB, with `what` it is ("the schedule") and `hint`, which says what would help.
std::string readText(const std::string& path, const std::string& what, const std::string& hint);

}  // namespace tessera
