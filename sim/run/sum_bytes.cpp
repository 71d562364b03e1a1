#include "sim/run/sum_bytes.h"

#include <variant>

namespace tessera {
namespace {

constexpr std::int64_t narrow = 4;
constexpr std::int64_t wide = 8;

/// Whether a factor is a stored integer under one scale, or under one a channel.
bool isExact(const Tensor& tensor, bool perChannel) {
  if (isFloat(tensor.dtype) || bitWidth(tensor.dtype) > 8) return false;
  return perChannel || tensor.quantization == nullptr || tensor.quantization->scales.size() <= 1;
}

bool hasScales(const Tensor& tensor) {
  return tensor.quantization != nullptr && !tensor.quantization->scales.empty();
}

}  // namespace

std::int64_t sumBytes(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  const Tensor& input = graph[op.inputs.front()];
  if (std::holds_alternative<GlobalPool>(op.attributes)) {
    return isFloat(input.dtype) ? wide : narrow;
  }
  const Tensor& weights = graph[op.inputs.at(1)];
  const bool exact =
      isExact(input, false) && isExact(weights, true) && hasScales(input) == hasScales(weights);
  return exact ? narrow : wide;
}

}  // namespace tessera
