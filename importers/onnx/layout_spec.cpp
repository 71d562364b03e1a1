#include "importers/onnx/layout_spec.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/checked.h"

namespace tessera::onnx_import {
namespace {

std::vector<std::int64_t> firstAxes(std::size_t count) {
  std::vector<std::int64_t> axes(count);
  std::iota(axes.begin(), axes.end(), 0);
  return axes;
}

/// The axes that a list of `count` entries speaks of: the attribute or input, else the first ones.
std::optional<std::vector<std::size_t>> axesOrFirst(const NodeView& node, std::size_t input,
                                                    std::size_t count) {
  const std::size_t rank = node.shape(0).rank();
  if (!node.hasList("axes", input)) return node.normalized(firstAxes(count), rank, "axes");
  const auto axes = node.listOf("axes", input);
  if (!axes) return std::nullopt;
  if (axes->size() != count) node.fail("has the wrong length", "axes");
  return node.normalized(*axes, rank, "axes");
}

/// The Slice operator's rule for one axis: negative positions count from the end, then both are
/// clamped to what can be read in the step's direction.
void sliceAxis(SliceSpec& spec, std::size_t axis, std::int64_t start, std::int64_t end,
               std::int64_t step, std::int64_t extent) {
  const auto fromEnd = [&](std::int64_t position) {
    return position < 0
               ? std::max(position, std::numeric_limits<std::int64_t>::min() + extent) + extent
               : position;
  };
  const std::int64_t last = step > 0 ? extent : extent - 1;
  const std::int64_t least = step > 0 ? 0 : -1;
  const std::int64_t from =
      std::clamp<std::int64_t>(fromEnd(start), 0, std::max<std::int64_t>(last, 0));
  const std::int64_t to = std::clamp<std::int64_t>(fromEnd(end), least, extent);
  const std::int64_t length = step > 0 ? to - from : from - to;
  // A step of -2^63 has no negative; any step beyond the extent reads one element.
  const std::int64_t stride =
      step > 0 ? step : -std::max(step, -std::numeric_limits<std::int64_t>::max());
  spec.starts[axis] = from;
  spec.steps[axis] = step;
  spec.extents[axis] = extent == 0 || length <= 0 ? 0 : ceilDiv(length, stride);
}

}  // namespace

std::optional<SliceSpec> sliceSpec(const NodeView& node) {
  const Shape& shape = node.shape(0);
  const auto starts = node.listOf("starts", 1);
  const auto ends = node.listOf("ends", 2);
  if (!starts || !ends) return std::nullopt;
  if (ends->size() != starts->size()) node.fail("has the wrong length", "ends");
  if (starts->size() > shape.rank()) node.fail("has more entries than axes", "starts");
  const auto axes = axesOrFirst(node, 3, starts->size());
  if (!axes) return std::nullopt;
  std::vector<std::int64_t> steps(starts->size(), 1);
  if (node.hasInput(4)) {
    const auto given = node.intsOf(4);
    if (!given) return std::nullopt;
    steps = *given;
  }
  if (steps.size() != starts->size()) node.fail("has the wrong length", "steps");
  SliceSpec spec{std::vector<std::int64_t>(shape.rank(), 0),
                 std::vector<std::int64_t>(shape.rank(), 1), shape.extents()};
  for (std::size_t i = 0; i < axes->size(); ++i) {
    if (steps[i] == 0) node.fail("a step of 0", "steps");
    const std::size_t axis = (*axes)[i];
    sliceAxis(spec, axis, (*starts)[i], (*ends)[i], steps[i], shape[axis]);
  }
  return spec;
}

std::optional<PadSpec> padSpec(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  const auto pads =
      node.hasAttribute("paddings") ? node.integers("paddings") : node.listOf("pads", 1);
  if (!pads) return std::nullopt;
  const std::size_t count = pads->size() / 2;
  if (pads->size() % 2 != 0 || count > rank) node.fail("has the wrong length", "pads");
  if (!node.hasList("axes", 3) && count != rank) node.fail("has the wrong length", "pads");
  const auto axes = axesOrFirst(node, 3, count);
  if (!axes) return std::nullopt;
  PadSpec spec{std::vector<std::int64_t>(rank, 0), std::vector<std::int64_t>(rank, 0)};
  for (std::size_t i = 0; i < count; ++i) {
    spec.before[(*axes)[i]] = (*pads)[i];
    spec.after[(*axes)[i]] = (*pads)[count + i];
  }
  return spec;
}

std::optional<std::vector<std::int64_t>> splitExtents(const NodeView& node, std::size_t axis) {
  const std::int64_t extent = node.shape(0)[axis];
  if (node.hasList("split", 1)) {
    auto parts = node.listOf("split", 1);
    if (!parts) return std::nullopt;
    std::int64_t sum = 0;
    for (const std::int64_t part : *parts) {
      if (part < 0) node.fail("a part of " + std::to_string(part), "split");
      sum = checkedAdd(sum, part);
    }
    if (sum != extent) {
      node.fail("adds up to " + std::to_string(sum) + " and not " + std::to_string(extent),
                "split");
    }
    return parts;
  }
  const auto count = node.integer("num_outputs", static_cast<std::int64_t>(node.outputCount()));
  if (count < 1 || count != static_cast<std::int64_t>(node.outputCount())) {
    node.fail("is not the number of outputs", "num_outputs");
  }
  if (node.opset() < 18 && extent % count != 0) node.fail("the parts would not be equal", "split");
  // Since opset 18 the last part is smaller where the extent is not divisible.
  const std::int64_t part = ceilDiv(extent, count);
  std::vector<std::int64_t> parts;
  for (std::int64_t i = 0, rest = extent; i < count; ++i) {
    parts.push_back(std::min(part, rest));
    rest -= parts.back();
  }
  return parts;
}

std::vector<std::size_t> permutationOf(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  const auto given = node.integers("perm");
  if (!given) {
    std::vector<std::size_t> reversed(rank);
    for (std::size_t i = 0; i < rank; ++i) reversed[i] = rank - 1 - i;
    return reversed;
  }
  if (given->size() != rank) node.fail("has the wrong length", "perm");
  return node.normalized(*given, rank, "perm");
}

std::optional<std::vector<std::size_t>> reducedAxes(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  std::vector<std::int64_t> axes;
  if (node.hasList("axes", 1)) {
    const auto given = node.listOf("axes", 1);
    if (!given) return std::nullopt;
    axes = *given;
  }
  if (axes.empty() && node.integer("noop_with_empty_axes", 0) == 0) axes = firstAxes(rank);
  std::vector<std::size_t> sorted = node.normalized(axes, rank, "axes");
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

}  // namespace tessera::onnx_import
