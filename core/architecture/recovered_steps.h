#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/architecture/architecture.h"
#include "core/graph.h"

namespace tessera::arch {

enum class StepKind : std::uint8_t { input, convolution, connected, add, multiply, pool, softmax };

/// An operator of a known form with the batch normalization and the activation behind it.
struct RecoveredStep {
  StepKind kind = StepKind::input;
  std::string name;
  /// Of a convolution; `out` is absent of a depthwise one, its padding is yet open. `out` of a
  /// fully connected layer and the activation of every kind stand here, too.
  ConvLayer form;
  std::array<std::int64_t, 4> pads{};     ///< top, left, bottom, right
  std::array<std::int64_t, 2> extents{};  ///< rows and columns of what a convolution reads
  std::vector<std::size_t> inputs;        ///< earlier steps
  std::size_t readers = 0;
};

/// The operators of a graph in its order; step 0 is the input, the last one makes the output. Views
/// and conversions at the ends are passed over. Throws Error(unsupported) where an operator has no
/// form in an architecture; `where` names it.
std::vector<RecoveredStep> recoveredSteps(const Graph& graph);

}  // namespace tessera::arch
