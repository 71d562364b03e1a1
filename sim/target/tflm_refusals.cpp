#include "sim/target/tflm_refusals.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "core/dtype.h"
#include "core/kinds.h"
#include "sim/target/tflm_kernels.h"

namespace tessera {
namespace {

/// Those that take uint8: conversions, and what copies elements of any type.
constexpr auto uint8Kernels = std::to_array<std::string_view>(
    {"ASSIGN_VARIABLE", "CALL_ONCE", "CAST", "DEQUANTIZE", "EXPAND_DIMS", "QUANTIZE",
     "READ_VARIABLE", "RESHAPE", "SHAPE", "SQUEEZE", "VAR_HANDLE"});

bool isInteger(DType type) { return type == DType::int8 || type == DType::int16; }

/// Layers with weights take real ones of real inputs, and int8 ones of int8 and int16; of int8 also
/// int4, but for transposed convolutions.
struct WeightRule {
  const Graph& graph;
  const Operator& op;

  std::string operator()(const Convolution&) const { return layer(true); }
  std::string operator()(const TransposedConvolution&) const { return layer(false); }
  std::string operator()(const FullyConnected&) const { return layer(true); }
  template <OneOf<MatMul, Pool, GlobalPool, Elementwise, Activation, Concat, Split, Slice, Pad,
                  Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
                  BatchNormalization, Quantize, Dequantize, Cast, Rearrange, Recurrent, Opaque>
                Kind>
  std::string operator()(const Kind&) const {
    return {};
  }

 private:
  std::string layer(bool takesInt4) const {
    if (op.inputs.size() < 2) return {};
    const DType input = graph[op.inputs[0]].dtype;
    const DType weights = graph[op.inputs[1]].dtype;
    const bool real = input == DType::float32 && weights == DType::float32;
    const bool quantized = isInteger(input) && weights == DType::int8;
    if (real || quantized || (takesInt4 && input == DType::int8 && weights == DType::int4)) {
      return {};
    }
    const std::string types =
        std::string(name(input)) + " inputs with " + std::string(name(weights)) + " weights";
    if (isFloat(input) && !isFloat(weights)) return "takes no hybrid layer: " + types;
    return "takes no " + types;
  }
};

bool has(const Graph& graph, const Operator& op, DType type) {
  const auto isOfType = [&](TensorId id) { return graph[id].dtype == type; };
  return std::any_of(op.inputs.begin(), op.inputs.end(), isOfType) ||
         std::any_of(op.outputs.begin(), op.outputs.end(), isOfType);
}

/// Why TFLite Micro does not run the operator of that name; empty where it does.
std::string refusal(const Graph& graph, const Operator& op, std::string_view name) {
  const std::string named(name);
  if (!isRegistered(name)) {
    const bool flex = name.starts_with("Flex");
    return named + (flex ? " is TensorFlow's own (Flex) and has no kernel" : " has no kernel");
  }
  const std::string layer = std::visit(WeightRule{graph, op}, op.attributes);
  if (!layer.empty()) return named + " " + layer;
  if (has(graph, op, DType::float16)) return named + " takes no float16 tensors";
  const bool copies =
      std::find(uint8Kernels.begin(), uint8Kernels.end(), name) != uint8Kernels.end();
  if (!copies && has(graph, op, DType::uint8)) return named + " takes no uint8 tensors";
  return {};
}

/// "Conv2D" of "CONV_2D": words joined, each with its first letter raised. The resolver's own
/// spelling differs from that for a few.
std::string methodName(std::string_view op) {
  constexpr auto special = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"BATCH_MATMUL", "BatchMatMul"},
      {"CUMSUM", "CumSum"},
      {"PADV2", "PadV2"},
      {"UNIDIRECTIONAL_SEQUENCE_LSTM", "UnidirectionalSequenceLSTM"},
      {"TFLite_Detection_PostProcess", "DetectionPostprocess"},
      {"ethos-u", "EthosU"},
      {"TFLM_DECODE", "Decode"},
      {"SignalDelay", "Delay"},
      {"SignalEnergy", "Energy"},
      {"SignalFftAutoScale", "FftAutoScale"},
      {"SignalFilterBank", "FilterBank"},
      {"SignalFilterBankLog", "FilterBankLog"},
      {"SignalFilterBankSpectralSubtraction", "FilterBankSpectralSubtraction"},
      {"SignalFilterBankSquareRoot", "FilterBankSquareRoot"},
      {"SignalFramer", "Framer"},
      {"SignalIrfft", "Irfft"},
      {"SignalOverlapAdd", "OverlapAdd"},
      {"SignalPCAN", "PCAN"},
      {"SignalRfft", "Rfft"},
      {"SignalStacker", "Stacker"},
      {"SignalWindow", "Window"},
  });
  for (const auto& [name, method] : special) {
    if (name == op) return std::string(method);
  }
  std::string method;
  bool first = true;
  for (const char letter : op) {
    if (letter == '_') {
      first = true;
      continue;
    }
    const auto plain = static_cast<unsigned char>(letter);
    method += static_cast<char>(first ? std::toupper(plain) : std::tolower(plain));
    // "2D" stays as it is.
    first = std::isdigit(plain) != 0;
  }
  return method;
}

}  // namespace

std::vector<Refusal> tflmRefusals(const Graph& graph) {
  std::vector<Refusal> refusals;
  if (graph.layout() != Layout::channelsLast) return refusals;
  for (const Operator& op : graph.operators()) {
    std::string why = refusal(graph, op, tfliteName(graph, op));
    if (!why.empty()) refusals.push_back({op.name, std::move(why)});
  }
  return refusals;
}

std::vector<std::string> resolverLines(const Graph& graph) {
  std::set<std::string> lines;
  for (const Operator& op : graph.operators()) {
    const std::string_view name = tfliteName(graph, op);
    if (isRegistered(name)) lines.insert("resolver.Add" + methodName(name) + "();");
  }
  return {lines.begin(), lines.end()};
}

}  // namespace tessera
