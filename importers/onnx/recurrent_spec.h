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
  std::int64_t hidden = 0;
  std::int64_t directions = 1;
  bool batchFirst = false;
};

/// Throws Error(input) where the shapes of x, W and R contradict each other or the attributes.
RecurrentSpec recurrentSpec(const NodeView& node);

}  // namespace tessera::onnx_import
