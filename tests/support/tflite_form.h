#pragma once

#include "core/graph.h"

namespace tessera::test {

/// A network of int8 with its channels last, as a TFLite file has it: in TensorFlow Lite's
/// arithmetic, with one scale for all tensors between which bytes only move or are compared, and
/// with windows over whole maps in place of global pools.
Graph inTfliteForm(const Graph& graph);

}  // namespace tessera::test
