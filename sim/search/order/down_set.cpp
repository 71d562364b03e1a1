#include "sim/search/order/down_set.h"

namespace tessera {
namespace {

/// Of the operators that `op` has just enabled, the one that leaves the fewest live bytes.
std::uint32_t nextInChain(const DownSet& set, const OrderSection& section, std::uint32_t op) {
  std::uint32_t best = OrderSection::none;
  std::int64_t least = 0;
  for (const std::uint32_t next : section.slice(section.operators[op].successors)) {
    if (!set.isReady(next)) continue;
    const std::int64_t change = set.change(next);
    if (best == OrderSection::none || change < least) {
      best = next;
      least = change;
    }
  }
  return best;
}

/// Runs the chain that starts with `op` where it is safe; otherwise leaves all as it was.
void runChain(DownSet& set, const OrderSection& section, std::int64_t capacity, std::uint32_t op,
              std::vector<std::uint32_t>& sequence) {
  const std::int64_t before = set.live();
  const std::size_t begin = sequence.size();
  while (op != OrderSection::none && set.step(op) <= capacity) {
    set.run(op);
    sequence.push_back(op);
    if (set.live() <= before) return;
    op = nextInChain(set, section, op);
  }
  while (sequence.size() > begin) {
    set.undo(sequence.back());
    sequence.pop_back();
  }
}

/// The operator that must run first, so that a chain from it enables `op` (or is it); none where
/// that takes more than a chain.
std::uint32_t startOfChain(const DownSet& set, const OrderSection& section, std::uint32_t op) {
  while (op != OrderSection::none && !set.isReady(op)) {
    if (set.hasRun(op)) return OrderSection::none;
    std::uint32_t missing = OrderSection::none;
    for (const std::uint32_t before : section.slice(section.operators[op].predecessors)) {
      if (set.hasRun(before)) continue;
      if (missing != OrderSection::none) return OrderSection::none;
      missing = before;
    }
    op = missing;
  }
  return op;
}

void runIfSafe(DownSet& set, const OrderSection& section, std::int64_t capacity, std::uint32_t op,
               std::vector<std::uint32_t>& sequence) {
  const std::uint32_t start = startOfChain(set, section, op);
  if (start != OrderSection::none) runChain(set, section, capacity, start, sequence);
}

/// Passes over all that is ready until nothing of it is safe.
void runAllSafe(DownSet& set, const OrderSection& section, std::int64_t capacity,
                std::vector<std::uint32_t>& sequence) {
  std::size_t before = 0;
  do {
    before = sequence.size();
    set.forEachReady([&](std::uint32_t op) { runChain(set, section, capacity, op, sequence); });
  } while (sequence.size() > before);
}

}  // namespace

void runSafeOperators(DownSet& set, const OrderSection& section, std::int64_t capacity,
                      std::vector<std::uint32_t>& sequence) {
  runAllSafe(set, section, capacity, sequence);
}

void runAndSafeOperators(DownSet& set, const OrderSection& section, std::uint32_t op,
                         std::int64_t capacity, std::int64_t closedAt,
                         std::vector<std::uint32_t>& sequence) {
  const std::int64_t before = set.live();
  const std::size_t begin = sequence.size();
  set.run(op);
  sequence.push_back(op);
  for (std::size_t at = begin; at < sequence.size(); ++at) {
    const OrderSection::Operator& ran = section.operators[sequence[at]];
    for (const std::uint32_t next : section.slice(ran.successors)) {
      runIfSafe(set, section, capacity, next, sequence);
    }
    for (const std::uint32_t tensor : section.slice(ran.inputs)) {
      for (const std::uint32_t other : section.slice(section.tensors[tensor].readers)) {
        runIfSafe(set, section, capacity, other, sequence);
      }
    }
  }
  if (set.live() < before || closedAt < capacity) runAllSafe(set, section, capacity, sequence);
}

}  // namespace tessera
