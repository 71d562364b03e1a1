#pragma once

#include <cstdint>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// The extents of an LSTM, GRU or RNN. Inputs: x [length, batch, features] (or, with layout = 1,
/// [batch, length, features]), W [directions, gates x hidden, features], R [directions, gates x
/// hidden, hidden].
struct RecurrentSpec {
  std::int64_t length = 0;
  std::int64_t batch = 0;
  std::int64_t features = 0;  ///< of a step's input
  std::int64_t hidden = 0;
  std::int64_t gates = 1;  ///< LSTM 4, GRU 3, RNN 1
  std::int64_t directions = 1;
  bool batchFirst = false;

  /// MACs for one step of one sequence: gates x hidden x (features + hidden) in each direction.
  /// Throws Error(input) on overflow.
  std::int64_t stepMacs() const;
};

/// Throws Error(input) where the shapes of x, W and R contradict each other or the attributes.
RecurrentSpec recurrentSpec(const NodeView& node);

}  // namespace tessera::onnx_import
