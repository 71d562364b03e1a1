#include "sim/search/order/section.h"

#include <algorithm>
#include <utility>

namespace tessera {
namespace {

using Range = OrderSection::Range;

/// Who writes and who reads each tensor of a problem.
struct Flow {
  explicit Flow(const OrderProblem& problem)
      : producer(problem.tensors.size(), OrderSection::none), readers(problem.tensors.size()) {
    for (std::uint32_t i = 0; i < problem.operators.size(); ++i) {
      for (const std::uint32_t tensor : problem.operators[i].outputs) producer[tensor] = i;
      for (const std::uint32_t tensor : problem.operators[i].inputs) readers[tensor].push_back(i);
    }
  }

  std::vector<std::uint32_t> producer;
  std::vector<std::vector<std::uint32_t>> readers;  ///< ascending
};

/// Operators whose place is the same in every order: each before it has a successor up to it, and
/// each after it a predecessor from it on.
std::vector<bool> fixedOperators(const OrderProblem& problem, const Flow& flow) {
  const std::size_t count = problem.operators.size();
  std::vector<bool> isFixed(count, true);
  std::uint32_t furthest = 0;  // the first successor of one of those before
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i > 0 && furthest > i) isFixed[i] = false;
    std::uint32_t successor = OrderSection::none;
    for (const std::uint32_t tensor : problem.operators[i].outputs) {
      if (!flow.readers[tensor].empty()) {
        successor = std::min(successor, flow.readers[tensor].front());
      }
    }
    furthest = std::max(furthest, successor);
  }
  std::int64_t nearest = static_cast<std::int64_t>(count);  // likewise backwards
  for (std::uint32_t i = static_cast<std::uint32_t>(count); i-- > 0;) {
    if (i + 1 < count && nearest < i) isFixed[i] = false;
    std::int64_t predecessor = -1;
    for (const std::uint32_t tensor : problem.operators[i].inputs) {
      if (flow.producer[tensor] != OrderSection::none) {
        predecessor = std::max(predecessor, std::int64_t{flow.producer[tensor]});
      }
    }
    nearest = std::min(nearest, predecessor);
  }
  return isFixed;
}

class Divider {
 public:
  explicit Divider(const OrderProblem& problem)
      : problem_(problem),
        flow_(problem),
        run_(problem.operators.size()),
        local_(problem.tensors.size(), OrderSection::none) {}

  Division run() {
    Division division{fixedOperators(problem_, flow_), {}};
    const auto count = static_cast<std::uint32_t>(problem_.operators.size());
    for (std::uint32_t i = 1; i < count; ++i) {
      const bool goesOn = !division.isFixed[i - 1] && !division.isFixed[i];
      run_[i] = goesOn ? run_[i - 1] : i;
    }
    const std::vector<std::int64_t> live = liveBefore();
    for (std::uint32_t begin = 0, end = 0; begin < count; begin = end) {
      end = begin + 1;
      while (end < count && run_[end] == begin) ++end;
      if (!division.isFixed[begin]) division.sections.push_back(section(begin, end, live[begin]));
    }
    return division;
  }

 private:
  /// Whether the tensor is live after the step that writes it.
  bool isKept(std::uint32_t tensor) const {
    return problem_.tensors[tensor].isOutput || !flow_.readers[tensor].empty();
  }

  bool diesIn(std::uint32_t run, std::uint32_t tensor) const {
    const auto& readers = flow_.readers[tensor];
    return !problem_.tensors[tensor].isOutput && !readers.empty() && run_[readers.back()] == run;
  }

  /// Bytes live before each operator in the given order, unread graph inputs left out.
  std::vector<std::int64_t> liveBefore() const {
    std::vector<std::int64_t> live;
    std::int64_t now = 0;
    const auto bytes = [&](std::uint32_t id) { return problem_.tensors[id].bytes.count(); };
    for (std::uint32_t id = 0; id < problem_.tensors.size(); ++id) {
      if (problem_.tensors[id].isInput && isKept(id)) now += bytes(id);
    }
    for (std::uint32_t i = 0; i < problem_.operators.size(); ++i) {
      live.push_back(now);
      for (const std::uint32_t id : problem_.operators[i].outputs) {
        if (isKept(id)) now += bytes(id);
      }
      for (const std::uint32_t id : problem_.operators[i].inputs) {
        if (!problem_.tensors[id].isOutput && flow_.readers[id].back() == i) now -= bytes(id);
      }
    }
    return live;
  }

  /// Bytes that only the very first step holds.
  std::int64_t unreadInputs() const {
    std::int64_t bytes = 0;
    for (std::uint32_t id = 0; id < problem_.tensors.size(); ++id) {
      if (problem_.tensors[id].isInput && !isKept(id)) bytes += problem_.tensors[id].bytes.count();
    }
    return bytes;
  }

  OrderSection section(std::uint32_t begin, std::uint32_t end, std::int64_t live) {
    OrderSection result;
    result.first = begin;
    result.entry = live;
    if (begin == 0) result.entryOnce = unreadInputs();
    addTensors(result, end);
    for (std::uint32_t i = begin; i < end; ++i) addOperator(result, end, i);
    return result;
  }

  void addTensors(OrderSection& result, std::uint32_t end) {
    for (std::uint32_t i = result.first; i < end; ++i) {
      for (const std::uint32_t id : problem_.operators[i].inputs) {
        if (local_[id] != OrderSection::none || !diesIn(result.first, id)) continue;
        local_[id] = static_cast<std::uint32_t>(result.tensors.size());
        OrderSection::Tensor tensor;
        tensor.bytes = problem_.tensors[id].bytes.count();
        const std::uint32_t producer = flow_.producer[id];
        if (producer != OrderSection::none && producer >= result.first)
          tensor.producer = producer - result.first;
        const auto begin = static_cast<std::uint32_t>(result.numbers.size());
        for (const std::uint32_t reader : flow_.readers[id]) {
          if (reader >= result.first) result.numbers.push_back(reader - result.first);
        }
        tensor.readers = {begin, static_cast<std::uint32_t>(result.numbers.size())};
        result.tensors.push_back(tensor);
      }
    }
  }

  void addOperator(OrderSection& result, std::uint32_t end, std::uint32_t index) {
    const OrderProblem::Operator& op = problem_.operators[index];
    OrderSection::Operator flat;
    flat.step = op.scratch.count();
    std::vector<std::uint32_t> inputs;
    std::vector<std::uint32_t> predecessors;
    std::vector<std::uint32_t> successors;
    for (const std::uint32_t id : op.inputs) {
      if (diesIn(result.first, id)) inputs.push_back(local_[id]);
      const std::uint32_t producer = flow_.producer[id];
      if (producer != OrderSection::none && producer >= result.first) {
        predecessors.push_back(producer - result.first);
      }
    }
    for (const std::uint32_t id : op.outputs) {
      const std::int64_t bytes = problem_.tensors[id].bytes.count();
      flat.step += bytes;
      if (isKept(id)) flat.born += bytes;
      for (const std::uint32_t reader : flow_.readers[id]) {
        if (reader < end) successors.push_back(reader - result.first);
      }
    }
    if (op.overwrites && diesIn(result.first, *op.overwrites)) {
      flat.overwrites = local_[*op.overwrites];
      flat.shared = std::min(problem_.tensors[*op.overwrites].bytes,
                             problem_.tensors[op.outputs.front()].bytes)
                        .count();
    }
    flat.inputs = append(result, std::move(inputs));
    flat.predecessors = append(result, std::move(predecessors));
    flat.successors = append(result, std::move(successors));
    result.operators.push_back(flat);
  }

  /// Adds the numbers, ascending, each once.
  static Range append(OrderSection& result, std::vector<std::uint32_t> values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    const auto begin = static_cast<std::uint32_t>(result.numbers.size());
    result.numbers.insert(result.numbers.end(), values.begin(), values.end());
    return {begin, static_cast<std::uint32_t>(result.numbers.size())};
  }

  const OrderProblem& problem_;
  Flow flow_;
  std::vector<std::uint32_t> run_;    // by operator: the first of its section
  std::vector<std::uint32_t> local_;  // by tensor: its number in the section where it dies
};

}  // namespace

Division divided(const OrderProblem& problem) { return Divider(problem).run(); }

std::vector<std::int64_t> sectionSteps(const OrderSection& section,
                                       std::span<const std::uint32_t> order) {
  std::vector<std::int64_t> steps(section.operators.size());
  std::vector<std::uint32_t> readersLeft;
  readersLeft.reserve(section.tensors.size());
  for (const OrderSection::Tensor& tensor : section.tensors) {
    readersLeft.push_back(tensor.readers.end - tensor.readers.begin);
  }
  std::int64_t live = section.entry;
  std::int64_t once = section.entryOnce;
  for (const std::uint32_t index : order) {
    const OrderSection::Operator& op = section.operators[index];
    const bool overwrites = op.overwrites != OrderSection::none && readersLeft[op.overwrites] == 1;
    steps[index] = live + std::exchange(once, 0) + op.step - (overwrites ? op.shared : 0);
    live += op.born;
    for (const std::uint32_t tensor : section.slice(op.inputs)) {
      if (--readersLeft[tensor] == 0) live -= section.tensors[tensor].bytes;
    }
  }
  return steps;
}

std::int64_t trivialBound(const OrderSection& section) {
  std::int64_t throughout = section.entry;
  for (const OrderSection::Tensor& tensor : section.tensors) {
    if (tensor.producer == OrderSection::none) throughout -= tensor.bytes;
  }
  std::int64_t bound = section.operators.empty() ? 0 : section.entry + section.entryOnce;
  for (const OrderSection::Operator& op : section.operators) {
    std::int64_t live = throughout + op.step - op.shared;
    for (const std::uint32_t tensor : section.slice(op.inputs)) {
      live += section.tensors[tensor].bytes;
    }
    bound = std::max(bound, live);
  }
  return bound;
}

}  // namespace tessera
