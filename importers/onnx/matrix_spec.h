#pragma once

#include <cstdint>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// A product of two (stacks of) matrices.
struct MatrixSpec {
  Shape output;
  std::int64_t inner = 0;
};

/// numpy's matmul of inputs `a` and `b`: vectors are rows on the left and columns on the right, the
/// axes before the last two broadcast. Throws Error(input) where the inner extents differ.
MatrixSpec matmulSpec(const NodeView& node, std::size_t a, std::size_t b);

/// A Gemm of the matrices `a` and `b` as its transA and transB say. Throws like matmulSpec.
MatrixSpec gemmSpec(const NodeView& node, std::size_t a, std::size_t b);

}  // namespace tessera::onnx_import
