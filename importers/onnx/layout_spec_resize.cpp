#include <algorithm>
#include <cmath>
#include <limits>

#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

/// Scales or sizes for some axes of the input, and the region of interest of each.
struct ResizeRequest {
  std::vector<std::size_t> axes;
  std::optional<std::vector<double>> scales;
  std::optional<std::vector<std::int64_t>> sizes;
};

std::vector<std::size_t> resizedAxes(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  if (const auto given = node.integers("axes")) return node.normalized(*given, rank, "axes");
  std::vector<std::size_t> all(rank);
  for (std::size_t i = 0; i < rank; ++i) all[i] = i;
  return all;
}

/// Opset 1 of Upsample names two axes, opset 7 has the scales as an attribute, later ones as an
/// input; Resize has them as input 1 (opset 10) or 2, and then also sizes as input 3.
std::optional<ResizeRequest> request(const NodeView& node) {
  ResizeRequest wanted{resizedAxes(node), {}, {}};
  if (node.hasAttribute("width_scale") || node.hasAttribute("height_scale")) {
    node.shapeOfRank(0, 4);
    wanted.scales = {1.0, 1.0, node.real("height_scale", 1.0), node.real("width_scale", 1.0)};
    return wanted;
  }
  if (node.hasAttribute("scales")) {
    wanted.scales = node.reals("scales");
    return wanted;
  }
  const bool regioned = node.type() == "Resize" && node.opset() >= 11;
  const std::size_t scalesAt = regioned ? 2 : 1;
  if (node.hasInput(scalesAt) && node.shape(scalesAt).elements() > 0) {
    wanted.scales = node.realsOf(scalesAt);
    return wanted.scales ? std::optional(wanted) : std::nullopt;
  }
  wanted.sizes = regioned ? node.intsOf(3) : std::nullopt;
  return wanted.sizes ? std::optional(wanted) : std::nullopt;
}

std::int64_t scaledExtent(const NodeView& node, std::int64_t extent, double scale) {
  if (!(scale > 0.0)) node.fail("a scale of " + std::to_string(scale), "scales");
  const double scaled = std::floor(static_cast<double>(extent) * scale);
  if (!(scaled < 9.0e15)) node.fail("a scale of " + std::to_string(scale), "scales");
  return static_cast<std::int64_t>(scaled);
}

/// The part of axis `k` that tf_crop_and_resize reads, as a factor; nothing where not known.
std::optional<double> cropFactor(const NodeView& node, std::size_t k, std::size_t count) {
  if (node.text("coordinate_transformation_mode", "") != "tf_crop_and_resize") return 1.0;
  const auto region = node.realsOf(1);
  if (!region) return std::nullopt;
  if (region->size() != 2 * count) node.fail("has the wrong length", "roi");
  return (*region)[count + k] - (*region)[k];
}

/// keep_aspect_ratio_policy replaces the asked sizes by those of one common scale; 0 where it does
/// not.
double commonScale(const NodeView& node, const ResizeRequest& wanted) {
  const std::string policy = node.text("keep_aspect_ratio_policy", "stretch");
  if (policy == "stretch" || wanted.axes.empty()) return 0.0;
  const bool larger = policy == "not_smaller";
  double scale = larger ? 0.0 : std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < wanted.axes.size(); ++k) {
    const double each =
        static_cast<double>((*wanted.sizes)[k]) /
        static_cast<double>(std::max<std::int64_t>(node.shape(0)[wanted.axes[k]], 1));
    scale = larger ? std::max(scale, each) : std::min(scale, each);
  }
  return scale;
}

}  // namespace

std::optional<ResizeSpec> resizeSpec(const NodeView& node) {
  const Shape& shape = node.shape(0);
  const std::optional<ResizeRequest> wanted = request(node);
  if (!wanted) return std::nullopt;
  const std::size_t count = wanted->axes.size();
  const std::size_t given = wanted->scales ? wanted->scales->size() : wanted->sizes->size();
  if (given != count) node.fail("has the wrong length", wanted->scales ? "scales" : "sizes");
  const double common = wanted->sizes ? commonScale(node, *wanted) : 0.0;
  ResizeSpec spec{shape.extents(), std::vector<double>(shape.rank(), 1.0)};
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t axis = wanted->axes[k];
    if (wanted->scales) {
      const auto crop = cropFactor(node, k, count);
      if (!crop) return std::nullopt;
      spec.scales[axis] = (*wanted->scales)[k];
      // The operator's own formula multiplies in float32.
      const float exact = static_cast<float>((*wanted->scales)[k]) * static_cast<float>(*crop);
      spec.extents[axis] = scaledExtent(node, shape[axis], exact);
    } else {
      const double extent = static_cast<double>(std::max<std::int64_t>(shape[axis], 1));
      spec.extents[axis] = common > 0.0 ? std::llround(common * extent) : (*wanted->sizes)[k];
      if (spec.extents[axis] < 1) node.fail("an extent below 1", "sizes");
      spec.scales[axis] = common > 0.0 ? common : static_cast<double>(spec.extents[axis]) / extent;
    }
  }
  return spec;
}

}  // namespace tessera::onnx_import
