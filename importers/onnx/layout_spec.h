#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

// What the operators that move data do, resolved against their input's shape. Inference, folding
// and translation share these.

/// One entry for each axis of the input: output index i reads start + i * step.
struct SliceSpec {
  std::vector<std::int64_t> starts;
  std::vector<std::int64_t> steps;
  std::vector<std::int64_t> extents;
};

/// A Slice of any opset; nothing where its starts, ends, axes or steps are not known.
std::optional<SliceSpec> sliceSpec(const NodeView& node);

/// One entry for each axis of the input; negative crops.
struct PadSpec {
  std::vector<std::int64_t> before;
  std::vector<std::int64_t> after;
};

/// A Pad of any opset; nothing where its pads or axes are not known.
std::optional<PadSpec> padSpec(const NodeView& node);

/// The extents of a Split's parts along its axis; nothing where they are not known.
std::optional<std::vector<std::int64_t>> splitExtents(const NodeView& node, std::size_t axis);

/// A Transpose's permutation: output axis i is input axis permutation[i].
std::vector<std::size_t> permutationOf(const NodeView& node);

/// The axes of a reduction, ascending; nothing where they are an input that is not known.
std::optional<std::vector<std::size_t>> reducedAxes(const NodeView& node);

/// A Resize or Upsample: the output's extents and output over input for each axis.
struct ResizeSpec {
  std::vector<std::int64_t> extents;
  std::vector<double> scales;
};

/// Nothing where neither its scales nor its sizes are known.
std::optional<ResizeSpec> resizeSpec(const NodeView& node);

}  // namespace tessera::onnx_import
