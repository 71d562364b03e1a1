#include "sim/verify/tflite_kernel.h"

#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/kinds.h"

namespace tessera::verify {
namespace {

/// Which kernel runs each kind. Those that only move elements, or that sum up products, are the
/// same in both arithmetics but for what becomes of the sums; a recurrent operator has none.
struct FixedPointKernel {
  const Call& call;

  template <OneOf<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, Concat, Split,
                  Slice, Pad, Reshape, Transpose, Rearrange, Recurrent>
                Kind>
  void operator()(const Kind& kind) const {
    run(call, kind);
  }
  template <OneOf<Elementwise, Activation> Kind>
  void operator()(const Kind& kind) const {
    const Box box = call.outputBox();
    writeIntegers(call.outputs[0], box, applied(call, box, storedFunction(call, kind)));
  }
  template <OneOf<Reduce, Softmax, Resize, Quantize, Dequantize, Opaque> Kind>
  void operator()(const Kind& kind) const {
    runFixedPoint(call, kind);
  }
  template <OneOf<GlobalPool, LayerNormalization, BatchNormalization, Cast> Kind>
  void operator()(const Kind&) const {
    notInTflite(call, "it has no kernel for integers with scales");
  }
};

bool isNarrow(DType type) {
  return type == DType::int8 || type == DType::uint8 || type == DType::int16;
}

}  // namespace

bool isFixedPoint(const Call& call) {
  if (call.graph.arithmetic() != Arithmetic::tflite) return false;
  const auto scaled = [](std::span<const TensorView> views) {
    return !views.empty() && isQuantized(*views.front().tensor);
  };
  return scaled(call.inputs) || scaled(call.outputs);
}

void runFixedPoint(const Call& call) { std::visit(FixedPointKernel{call}, call.op.attributes); }

void notInTflite(const Call& call, const std::string& why) {
  throw Error(ErrorCode::unsupported, "TFLite's arithmetic does not have it: " + why,
              "operator '" + call.op.name + "' (" + call.op.type + ")",
              "add --arithmetic onnx, which rounds real results");
}

Affine affineOf(const Call& call, const TensorView& view) {
  const Tensor& tensor = *view.tensor;
  const bool fits =
      isQuantized(tensor) && isNarrow(tensor.dtype) && tensor.quantization->scales.size() == 1 &&
      tensor.quantization->scales[0] > 0.0F && std::isfinite(tensor.quantization->scales[0]);
  if (!fits) {
    notInTflite(call, "'" + tensor.name + "' is no tensor of 8 or 16 bits with one scale");
  }
  const auto& points = tensor.quantization->zeroPoints;
  const std::int32_t zeroPoint = points.empty() ? 0 : points[0];
  if (storedRange(tensor).clamped(zeroPoint) != zeroPoint) {
    notInTflite(call, "the zero point of '" + tensor.name + "' is no number of its type");
  }
  return {tensor.quantization->scales[0], zeroPoint};
}

StoredRange storedRange(const Tensor& tensor) {
  const auto bits = static_cast<unsigned>(bitWidth(tensor.dtype));
  if (tensor.dtype == DType::uint8) return {0, UINT8_MAX};
  const std::int64_t half = std::int64_t{1} << (bits - 1);
  return {-half, half - 1};
}

std::int64_t nearestInteger(float value) {
  if (std::isnan(value)) return 0;
  constexpr float most = 1 << 24;
  return static_cast<std::int64_t>(std::clamp(std::round(value), -most, most));
}

std::int64_t storedFor(float real, Affine affine) {
  return affine.zeroPoint + nearestInteger(real / affine.scale);
}

StoredRange outputRange(const Call& call) {
  const Affine output = affineOf(call, call.outputs[0]);
  StoredRange range = storedRange(*call.outputs[0].tensor);
  if (!call.op.fusedActivation) return range;
  const auto& [function, parameters] = *call.op.fusedActivation;
  const auto bound = [&](float real) { return range.clamped(storedFor(real, output)); };
  if (function == "relu") return {bound(0.0F), range.high};
  if (function == "relu6") return {bound(0.0F), bound(6.0F)};
  if (function == "clip" && parameters.size() == 2) {
    return {bound(static_cast<float>(parameters[0])), bound(static_cast<float>(parameters[1]))};
  }
  notInTflite(call, "fused " + function + " is no bound");
}

std::int64_t storedAverage(std::int64_t sum, std::int64_t count) {
  if (count == 0) return 0;
  return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

}  // namespace tessera::verify
