#include "sim/verify/tflite_kernel.h"

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
  if (!isQuantized(tensor) || !isNarrow(tensor.dtype) || !hasOnePositiveScale(tensor)) {
    notInTflite(call, "'" + tensor.name + "' is no tensor of 8 or 16 bits with one scale");
  }
  const auto affine = affineOf(tensor);
  if (!affine) {
    notInTflite(call, "the zero point of '" + tensor.name + "' is no number of its type");
  }
  return *affine;
}

StoredRange outputRange(const Call& call) {
  const auto range = rangeLeftBy(call.op.fusedActivation, affineOf(call, call.outputs[0]),
                                 storedRange(*call.outputs[0].tensor));
  if (!range) {
    notInTflite(call, "fused " + call.op.fusedActivation->function + " is no bound");
  }
  return *range;
}

std::int64_t storedAverage(std::int64_t sum, std::int64_t count) {
  if (count == 0) return 0;
  return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

}  // namespace tessera::verify
