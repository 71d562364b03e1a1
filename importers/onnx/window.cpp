#include "importers/onnx/window.h"

#include <algorithm>

#include "core/checked.h"

namespace tessera::onnx_import {
namespace {

/// A list attribute with `count` entries, each at least `least`.
std::vector<std::int64_t> listAttribute(const NodeView& node, std::string_view name,
                                        std::size_t count, std::int64_t otherwise,
                                        std::int64_t least) {
  std::vector<std::int64_t> list =
      node.integers(name).value_or(std::vector<std::int64_t>(count, otherwise));
  if (list.size() != count) {
    node.fail("has " + std::to_string(list.size()) + " entries instead of " + std::to_string(count),
              name);
  }
  for (const std::int64_t entry : list) {
    if (entry < least)
      node.fail(std::to_string(entry) + " is below " + std::to_string(least), name);
  }
  return list;
}

void checkKernel(const NodeView& node, const std::vector<std::int64_t>& kernel) {
  for (const std::int64_t extent : kernel) {
    if (extent < 1) node.fail("a kernel extent of " + std::to_string(extent), "kernel_shape");
  }
}

enum class AutoPad { none, sameUpper, sameLower, valid };

AutoPad autoPad(const NodeView& node) {
  const std::string text = node.text("auto_pad", "NOTSET");
  if (text == "NOTSET" || text.empty()) return AutoPad::none;
  if (text == "SAME_UPPER") return AutoPad::sameUpper;
  if (text == "SAME_LOWER") return AutoPad::sameLower;
  if (text == "VALID") return AutoPad::valid;
  node.fail("'" + text + "' is none of NOTSET, SAME_UPPER, SAME_LOWER, VALID", "auto_pad");
}

/// The window before its padding is known.
Window unpadded(const NodeView& node, const std::vector<std::int64_t>& kernel) {
  checkKernel(node, kernel);
  const std::size_t count = kernel.size();
  const auto strides = listAttribute(node, "strides", count, 1, 1);
  const auto dilations = listAttribute(node, "dilations", count, 1, 1);
  Window window(count);
  for (std::size_t i = 0; i < count; ++i) window[i] = {kernel[i], strides[i], dilations[i], 0, 0};
  return window;
}

void setPads(const NodeView& node, Window& window) {
  const std::size_t count = window.size();
  const auto pads = listAttribute(node, "pads", 2 * count, 0, 0);
  for (std::size_t i = 0; i < count; ++i) {
    window[i].padBefore = pads[i];
    window[i].padAfter = pads[count + i];
  }
}

/// Input positions from the first to the last tap, both included.
std::int64_t reach(const WindowAxis& axis) {
  return checkedAdd(checkedMul(axis.kernel - 1, axis.dilation), 1);
}

/// Shares `total` between the two sides; the odd element goes behind for `upper`.
void splitPad(WindowAxis& axis, std::int64_t total, bool upper) {
  const std::int64_t lesser = total / 2;
  axis.padBefore = upper ? lesser : total - lesser;
  axis.padAfter = total - axis.padBefore;
}

void padToSame(WindowAxis& axis, std::int64_t input, bool upper) {
  const std::int64_t outputs = ceilDiv(input, axis.stride);
  const std::int64_t covered =
      checkedAdd(checkedMul(std::max<std::int64_t>(outputs - 1, 0), axis.stride), reach(axis));
  splitPad(axis, std::max<std::int64_t>(checkedSub(covered, input), 0), upper);
}

std::int64_t positions(const NodeView& node, const WindowAxis& axis, std::int64_t input,
                       bool ceil) {
  const std::int64_t padded = checkedAdd(input, checkedAdd(axis.padBefore, axis.padAfter));
  const std::int64_t room = checkedSub(padded, reach(axis));
  if (room < 0) {
    node.fail("a window of " + std::to_string(reach(axis)) + " does not fit a padded extent of " +
              std::to_string(padded));
  }
  std::int64_t count = (ceil ? ceilDiv(room, axis.stride) : room / axis.stride) + 1;
  // With ceil_mode a last window that would start in the padding behind the input is left out.
  if (ceil && checkedMul(count - 1, axis.stride) >= checkedAdd(input, axis.padBefore)) --count;
  return count;
}

}  // namespace

std::vector<std::int64_t> spatialExtents(const NodeView& node, std::size_t i) {
  const Shape& shape = node.shapeOfRank(i, 3);
  return {shape.extents().begin() + 2, shape.extents().end()};
}

PlacedWindow placedWindow(const NodeView& node, const std::vector<std::int64_t>& inputs,
                          const std::vector<std::int64_t>& kernel) {
  PlacedWindow placed{unpadded(node, kernel), {}};
  const AutoPad mode = autoPad(node);
  const bool ceil = node.integer("ceil_mode", 0) != 0;
  if (mode == AutoPad::none) setPads(node, placed.window);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    WindowAxis& axis = placed.window[i];
    const bool same = mode == AutoPad::sameUpper || mode == AutoPad::sameLower;
    if (same) padToSame(axis, inputs[i], mode == AutoPad::sameUpper);
    placed.outputs.push_back(same ? ceilDiv(inputs[i], axis.stride)
                                  : positions(node, axis, inputs[i], ceil));
  }
  return placed;
}

PlacedWindow placedTransposedWindow(const NodeView& node, const std::vector<std::int64_t>& inputs,
                                    const std::vector<std::int64_t>& kernel) {
  PlacedWindow placed{unpadded(node, kernel), {}};
  const std::size_t count = kernel.size();
  const AutoPad mode = autoPad(node);
  const auto extra = listAttribute(node, "output_padding", count, 0, 0);
  std::optional<std::vector<std::int64_t>> wanted = node.integers("output_shape");
  // Some exporters write the batch and channel axes too.
  if (wanted && wanted->size() == count + 2) wanted->erase(wanted->begin(), wanted->begin() + 2);
  if (wanted && wanted->size() != count) node.fail("has the wrong length", "output_shape");
  if (mode == AutoPad::none && !wanted) setPads(node, placed.window);
  for (std::size_t i = 0; i < count; ++i) {
    WindowAxis& axis = placed.window[i];
    if (inputs[i] < 1) node.fail("an empty input has no transposed convolution");
    const std::int64_t full =
        checkedAdd(checkedAdd(checkedMul(axis.stride, inputs[i] - 1), extra[i]), reach(axis));
    std::int64_t output = checkedSub(full, checkedAdd(axis.padBefore, axis.padAfter));
    const bool same = mode == AutoPad::sameUpper || mode == AutoPad::sameLower;
    if (wanted || same) {
      output = wanted ? (*wanted)[i] : checkedMul(inputs[i], axis.stride);
      splitPad(axis, std::max<std::int64_t>(checkedSub(full, output), 0),
               mode == AutoPad::sameUpper);
    }
    if (output < 1) node.fail("an output extent of " + std::to_string(output));
    placed.outputs.push_back(output);
  }
  return placed;
}

std::vector<std::int64_t> convolutionKernel(const NodeView& node, std::size_t x, std::size_t w) {
  const Shape& data = node.shapeOfRank(x, 3);
  const Shape& weights = node.shapeOfRank(w, 3);
  if (weights.rank() != data.rank()) {
    node.fail("weights of shape " + weights.text() + " do not fit an input of " + data.text());
  }
  const std::vector<std::int64_t> kernel(weights.extents().begin() + 2, weights.extents().end());
  const auto given = node.integers("kernel_shape");
  if (given && *given != kernel) node.fail("differs from the shape of the weights", "kernel_shape");
  checkKernel(node, kernel);
  const std::int64_t groups = node.integer("group", 1);
  if (groups < 1) node.fail(std::to_string(groups) + " is below 1", "group");
  return kernel;
}

std::vector<std::int64_t> poolKernel(const NodeView& node, std::size_t axes) {
  if (!node.hasAttribute("kernel_shape")) node.fail("is missing", "kernel_shape");
  return listAttribute(node, "kernel_shape", axes, 1, 1);
}

bool channelsLast(const NodeView& node) { return node.integer("channels_last", 0) != 0; }

}  // namespace tessera::onnx_import
