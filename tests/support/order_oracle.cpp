#include "tests/support/order_oracle.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace tessera::test {
namespace {

using Set = std::uint32_t;
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

bool has(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool has(Set set, std::size_t op) { return (set >> op & 1U) != 0; }

/// Whether an operator in `set` writes the tensor.
bool isWritten(const OrderProblem& problem, Set set, std::uint32_t tensor) {
  for (std::size_t i = 0; i < problem.operators.size(); ++i) {
    if (has(set, i) && has(problem.operators[i].outputs, tensor)) return true;
  }
  return false;
}

/// Whether an operator outside `set` reads the tensor.
bool isAwaited(const OrderProblem& problem, Set set, std::uint32_t tensor) {
  for (std::size_t i = 0; i < problem.operators.size(); ++i) {
    if (!has(set, i) && has(problem.operators[i].inputs, tensor)) return true;
  }
  return problem.tensors[tensor].isOutput;
}

bool mayRun(const OrderProblem& problem, Set done, std::uint32_t op) {
  if (has(done, op)) return false;
  const auto& inputs = problem.operators[op].inputs;
  return std::all_of(inputs.begin(), inputs.end(), [&](std::uint32_t tensor) {
    return problem.tensors[tensor].isInput || isWritten(problem, done, tensor);
  });
}

/// The bytes of the step of `op` after `done`.
std::int64_t bytesOfStep(const OrderProblem& problem, Set done, std::uint32_t op) {
  const OrderProblem::Operator& running = problem.operators[op];
  std::int64_t bytes = running.scratch.count();
  for (std::uint32_t tensor = 0; tensor < problem.tensors.size(); ++tensor) {
    const bool isInput = problem.tensors[tensor].isInput;
    const bool isHere = isInput || isWritten(problem, done, tensor);
    const bool isFirst = isInput && done == 0;
    if ((isHere && (isFirst || isAwaited(problem, done, tensor))) || has(running.outputs, tensor)) {
      bytes += problem.tensors[tensor].bytes.count();
    }
  }
  if (running.overwrites && !isAwaited(problem, done | Set{1} << op, *running.overwrites)) {
    bytes -= std::min(problem.tensors[*running.overwrites].bytes.count(),
                      problem.tensors[running.outputs.front()].bytes.count());
  }
  return bytes;
}

}  // namespace

std::int64_t leastPeak(const OrderProblem& problem) {
  const std::size_t count = problem.operators.size();
  std::vector<std::int64_t> peak(std::size_t{1} << count, never);
  peak[0] = 0;
  for (Set done = 0; done < peak.size(); ++done) {
    if (peak[done] == never) continue;
    for (std::uint32_t op = 0; op < count; ++op) {
      if (!mayRun(problem, done, op)) continue;
      std::int64_t& next = peak[done | Set{1} << op];
      next = std::min(next, std::max(peak[done], bytesOfStep(problem, done, op)));
    }
  }
  return peak.back();
}

std::int64_t leastStep(const OrderProblem& problem, std::uint32_t op) {
  const std::size_t count = problem.operators.size();
  std::vector<bool> reached(std::size_t{1} << count, false);
  reached[0] = true;
  std::int64_t least = never;
  for (Set done = 0; done < reached.size(); ++done) {
    if (!reached[done]) continue;
    for (std::uint32_t next = 0; next < count; ++next) {
      if (mayRun(problem, done, next)) reached[done | Set{1} << next] = true;
    }
    if (mayRun(problem, done, op)) least = std::min(least, bytesOfStep(problem, done, op));
  }
  return least;
}

}  // namespace tessera::test
