#include "sim/verify/calibrate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "core/error.h"
#include "sim/verify/constants.h"
#include "sim/verify/dense.h"
#include "sim/verify/element.h"

namespace tessera::verify {
namespace {

struct Range {
  double least = 0.0;
  double most = 0.0;
};

Range rangeOf(const TensorView& view) {
  Range range;
  for (const double value : readReals(view, view.stored).values) {
    if (!std::isfinite(value)) continue;
    range.least = std::min(range.least, value);
    range.most = std::max(range.most, value);
  }
  return range;
}

/// Integers of `bits` bits over the range; float32 holds their scale.
Quantization affine(Range range, std::int64_t bits) {
  const double levels = std::ldexp(1.0, static_cast<int>(bits)) - 1.0;
  const double lowest = -std::ldexp(1.0, static_cast<int>(bits) - 1);
  const auto scale = static_cast<float>((range.most - range.least) / levels);
  if (!(scale > 0.0F) || !std::isfinite(scale)) return {{1.0F}, {0}, -1};
  const double zero = std::nearbyint(lowest - range.least / static_cast<double>(scale));
  return {{scale}, {static_cast<std::int32_t>(zero)}, -1};
}

/// Integers around zero; no more than the 24 bits that a float32 quotient holds.
Quantization symmetric(Range range, std::int64_t bits) {
  const double largest = std::ldexp(1.0, static_cast<int>(std::min<std::int64_t>(bits, 24)) - 1);
  const double magnitude = std::max(range.most, -range.least);
  const auto scale = static_cast<float>(magnitude / (largest - 1.0));
  return {{scale > 0.0F && std::isfinite(scale) ? scale : 1.0F}, {0}, -1};
}

std::vector<std::byte> converted(const Tensor& from, const std::vector<std::byte>& bytes,
                                 const Tensor& to) {
  if (from.dtype == to.dtype) return bytes;
  std::vector<std::byte> source = bytes;
  std::vector<std::byte> result(static_cast<std::size_t>(storageBytes(to).count()));
  const Box all = wholeBox(to.shape);
  writeReals(wholeView(to, result.data()), all,
             readReals(wholeView(from, source.data()), all).values);
  return result;
}

void checkDeployment(const Graph& graph, Deployment deployment) {
  if (deployment != Deployment::float32) return;
  for (const Tensor& tensor : graph.tensors()) {
    if (!isQuantized(tensor)) continue;
    throw Error(ErrorCode::usage,
                "quantised tensors (here '" + tensor.name + "') have no float32 arithmetic",
                "--dtype float32", "verify it with --dtype as-stored");
  }
}

}  // namespace

CalibratedRun calibrated(const Graph& graph, const TensorBytes& run, Deployment deployment) {
  checkDeployment(graph, deployment);
  Network network = deploy(toNetwork(graph), deployment);
  Constants constants(graph);
  for (std::size_t i = 0; i < network.tensors.size(); ++i) {
    const TensorId id(i);
    const Tensor& before = graph[id];
    Tensor& tensor = network.tensors[i];
    if (!isFloat(before.dtype) || isFloat(tensor.dtype)) continue;
    const std::int64_t bits = bitWidth(tensor.dtype);
    if (tensor.role == TensorRole::activation) {
      std::vector<std::byte> bytes = bytesOf(graph, run, id);
      tensor.quantization = std::make_shared<const Quantization>(
          affine(rangeOf(wholeView(before, bytes.data())), bits));
    } else if (tensor.data.present()) {
      tensor.quantization =
          std::make_shared<const Quantization>(symmetric(rangeOf(constants.view(id)), bits));
    }
  }
  CalibratedRun result{Graph(std::move(network)), {}};
  for (const TensorId id : graph.inputs()) {
    result.inputs[id] = converted(graph[id], bytesOf(graph, run, id), result.graph[id]);
  }
  return result;
}

}  // namespace tessera::verify
