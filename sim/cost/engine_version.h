#pragma once

#include <string_view>

namespace tessera {

/// Whether version `a` of an engine came before `b`: by the numbers in them, one after the other.
bool olderVersion(std::string_view a, std::string_view b);

/// Whether both name one version: "9.0" and "9.0.0".
bool sameVersion(std::string_view a, std::string_view b);

/// A number that grows with the version, by which the nearest is found: 8.1 -> 8.01.
double versionPlace(std::string_view version);

}  // namespace tessera
