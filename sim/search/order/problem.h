#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/units.h"

namespace tessera {

/// In which order to run operators, so that the largest sum of live bytes is least: tensors and
/// operators as numbers, no graph left in it.
///
/// A tensor is live from the step that writes it to the step of its last reader, both included; a
/// graph input from the first step on, even where nothing reads it; a graph output to the end. One
/// that nothing reads is live in the step that writes it. The bytes of a step are those of all live
/// tensors and the operator's scratch, less what its output shares with the input it overwrites.
struct OrderProblem {
  struct Tensor {
    Bytes bytes;  ///< 0 where it only says that one operator must run before another
    bool isInput = false;
    bool isOutput = false;
  };

  struct Operator {
    std::vector<std::uint32_t> inputs;  ///< tensors, each once
    std::vector<std::uint32_t> outputs;
    /// The input that the only output is written over, should it die in this step: the larger of
    /// the two counts, once.
    std::optional<std::uint32_t> overwrites;
    Bytes scratch;
  };

  std::vector<Tensor> tensors;
  std::vector<Operator> operators;  ///< in an order that can be executed
};

/// Operators by index, in the order in which they run.
using OperatorOrder = std::vector<std::uint32_t>;

/// Throws Error(input) where an index is out of range, an operator names a tensor twice or
/// overwrites what it does not read or without having one output, a tensor has two producers or
/// none and is no input, an operator reads what a later one writes, bytes are negative, or their
/// sum exceeds 64 bits.
void checkProblem(const OrderProblem& problem);

/// 0, 1, 2, ...: the order in which the problem lists its operators.
OperatorOrder givenOrder(const OrderProblem& problem);

/// The bytes of each step, straight from the definition above. Throws Error(input) where `order` is
/// not a permutation of the operators that runs each after its inputs' producers.
std::vector<Bytes> stepBytes(const OrderProblem& problem, std::span<const std::uint32_t> order);

/// The largest of `stepBytes`; 0 without operators.
Bytes orderPeak(const OrderProblem& problem, std::span<const std::uint32_t> order);

}  // namespace tessera
