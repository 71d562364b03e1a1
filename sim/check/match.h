#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/check/snapshot.h"

namespace tessera {

/// Which operators and buffers of an old run are those of a new one.
struct Matching {
  std::vector<std::optional<std::size_t>> operators;  ///< by new operator: the old one
  std::vector<std::optional<std::size_t>> buffers;    ///< by new buffer: the old one
};

/// Matches by name; then the operators that are left by structure: those of the same type and
/// output shape in the order in which they run. Buffers likewise by name and kind, then by name (a
/// tensor is whole in one run and in patches in the other), then by kind and the operator that
/// writes them. Nothing is matched twice. Types and shapes count only where both
/// runs know them.
Matching match(const Snapshot& before, const Snapshot& after);

}  // namespace tessera
