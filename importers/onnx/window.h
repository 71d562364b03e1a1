#pragma once

#include <cstdint>
#include <vector>

#include "core/operator.h"
#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// A window with its padding resolved, and how many positions it takes along each spatial axis.
struct PlacedWindow {
  Window window;
  std::vector<std::int64_t> outputs;
};

/// The extents after the batch and channel axes of input `i`; throws Error(input) below rank 3.
std::vector<std::int64_t> spatialExtents(const NodeView& node, std::size_t i);

/// Places a window of extents `kernel` over `inputs` as the node's strides, dilations, pads,
/// auto_pad and ceil_mode say (ONNX operator documentation of Conv and MaxPool).
///
/// Throws Error(input) on a list of the wrong length, a kernel, stride or dilation below 1, a
/// negative pad, or a window that does not fit its padded input.
PlacedWindow placedWindow(const NodeView& node, const std::vector<std::int64_t>& inputs,
                          const std::vector<std::int64_t>& kernel);

/// The same for ConvTranspose, whose window is read backwards: kernel_shape, strides, dilations,
/// pads, auto_pad, output_padding and output_shape.
PlacedWindow placedTransposedWindow(const NodeView& node, const std::vector<std::int64_t>& inputs,
                                    const std::vector<std::int64_t>& kernel);

/// The kernel of a convolution: the weights' extents from axis 2 on, which kernel_shape, where
/// given, must repeat. Checks the ranks, the group and the channels too.
std::vector<std::int64_t> convolutionKernel(const NodeView& node, std::size_t x, std::size_t w);

/// kernel_shape, which a pool must have, with one entry for each of `axes` axes.
std::vector<std::int64_t> poolKernel(const NodeView& node, std::size_t axes);

/// True where the operator of onnxruntime has its channels behind the spatial axes.
bool channelsLast(const NodeView& node);

}  // namespace tessera::onnx_import
