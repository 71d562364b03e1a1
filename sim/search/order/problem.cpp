#include "sim/search/order/problem.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "core/error.h"

namespace tessera {
namespace {

[[noreturn]] void invalid(const std::string& message) {
  throw Error(ErrorCode::input, message, "problem of operator order",
              "operators are listed in an order that can be executed");
}

class Checker {
 public:
  explicit Checker(const OrderProblem& problem)
      : problem_(problem),
        known_(problem.tensors.size()),
        lastReader_(problem.tensors.size(), problem.operators.size()) {}

  void run() {
    for (std::size_t i = 0; i < known_.size(); ++i) {
      add(problem_.tensors[i].bytes);
      known_[i] = problem_.tensors[i].isInput;
    }
    for (std::size_t i = 0; i < problem_.operators.size(); ++i) check(problem_.operators[i], i);
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (!known_[i]) invalid(fmt::format("nothing writes tensor {}", i));
    }
  }

 private:
  void add(Bytes bytes) {
    if (bytes < Bytes(0)) invalid("a size is negative");
    sum_ += bytes;
  }

  void check(const OrderProblem::Operator& op, std::size_t index) {
    add(op.scratch);
    for (const std::uint32_t tensor : op.inputs) {
      if (tensor >= known_.size() || !known_[tensor]) {
        invalid(
            fmt::format("operator {} reads tensor {}, which does not exist yet", index, tensor));
      }
      if (std::exchange(lastReader_[tensor], index) == index) {
        invalid(fmt::format("operator {} lists tensor {} twice", index, tensor));
      }
    }
    for (const std::uint32_t tensor : op.outputs) {
      if (tensor >= known_.size() || known_[tensor]) {
        invalid(fmt::format("operator {} writes tensor {}, which exists already", index, tensor));
      }
      known_[tensor] = true;
    }
    if (!op.overwrites) return;
    const bool reads =
        std::find(op.inputs.begin(), op.inputs.end(), *op.overwrites) != op.inputs.end();
    if (!reads || op.outputs.size() != 1) {
      invalid(fmt::format("operator {} cannot overwrite tensor {}", index, *op.overwrites));
    }
  }

  const OrderProblem& problem_;
  std::vector<bool> known_;
  std::vector<std::size_t> lastReader_;
  Bytes sum_;
};

/// Runs operators one by one and counts.
class Run {
 public:
  explicit Run(const OrderProblem& problem)
      : problem_(problem), readersLeft_(problem.tensors.size()), exists_(problem.tensors.size()) {
    for (const OrderProblem::Operator& op : problem.operators) {
      for (const std::uint32_t tensor : op.inputs) ++readersLeft_[tensor];
    }
    for (std::size_t i = 0; i < exists_.size(); ++i) {
      exists_[i] = problem.tensors[i].isInput;
      if (exists_[i]) live_ += problem.tensors[i].bytes;
    }
  }

  Bytes step(const OrderProblem::Operator& op) {
    Bytes bytes = live_ + op.scratch;
    for (const std::uint32_t tensor : op.outputs) bytes += problem_.tensors[tensor].bytes;
    if (op.overwrites && readersLeft_[*op.overwrites] == 1 && !isOutput(*op.overwrites)) {
      bytes -= std::min(problem_.tensors[*op.overwrites].bytes,
                        problem_.tensors[op.outputs.front()].bytes);
    }
    finish(op);
    return bytes;
  }

 private:
  bool isOutput(std::uint32_t tensor) const { return problem_.tensors[tensor].isOutput; }

  void finish(const OrderProblem::Operator& op) {
    for (const std::uint32_t tensor : op.inputs) {
      if (!exists_[tensor]) invalid("the order runs an operator before its inputs are there");
      if (--readersLeft_[tensor] == 0) drop(tensor);
    }
    for (const std::uint32_t tensor : op.outputs) {
      exists_[tensor] = true;
      live_ += problem_.tensors[tensor].bytes;
      if (readersLeft_[tensor] == 0) drop(tensor);
    }
    if (first_) dropUnreadInputs();
    first_ = false;
  }

  void drop(std::uint32_t tensor) {
    if (!isOutput(tensor)) live_ -= problem_.tensors[tensor].bytes;
  }

  void dropUnreadInputs() {
    std::vector<bool> read(problem_.tensors.size(), false);
    for (const OrderProblem::Operator& op : problem_.operators) {
      for (const std::uint32_t tensor : op.inputs) read[tensor] = true;
    }
    for (std::uint32_t i = 0; i < read.size(); ++i) {
      if (problem_.tensors[i].isInput && !read[i]) drop(i);
    }
  }

  const OrderProblem& problem_;
  std::vector<std::uint32_t> readersLeft_;
  std::vector<bool> exists_;
  Bytes live_;
  bool first_ = true;
};

void checkPermutation(const OrderProblem& problem, std::span<const std::uint32_t> order) {
  std::vector<bool> seen(problem.operators.size(), false);
  for (const std::uint32_t op : order) {
    if (op >= seen.size() || seen[op]) invalid("the order does not list every operator once");
    seen[op] = true;
  }
  if (order.size() != seen.size()) invalid("the order does not list every operator once");
}

}  // namespace

void checkProblem(const OrderProblem& problem) { Checker(problem).run(); }

OperatorOrder givenOrder(const OrderProblem& problem) {
  OperatorOrder order(problem.operators.size());
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

std::vector<Bytes> stepBytes(const OrderProblem& problem, std::span<const std::uint32_t> order) {
  checkPermutation(problem, order);
  std::vector<Bytes> bytes;
  bytes.reserve(order.size());
  Run run(problem);
  for (const std::uint32_t op : order) bytes.push_back(run.step(problem.operators[op]));
  return bytes;
}

Bytes orderPeak(const OrderProblem& problem, std::span<const std::uint32_t> order) {
  Bytes peak;
  for (const Bytes bytes : stepBytes(problem, order)) peak = std::max(peak, bytes);
  return peak;
}

}  // namespace tessera
