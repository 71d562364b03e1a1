#include "sim/search/order/down_set.h"

namespace tessera {
namespace {

constexpr std::uint32_t none = OrderSection::none;

/// Of the operators that `op` has just enabled, the one that leaves the fewest live bytes.
std::uint32_t nextInChain(const DownSet& set, const OrderSection& section, std::uint32_t op) {
  std::uint32_t best = none;
  std::int64_t least = 0;
  for (const std::uint32_t next : section.slice(section.operators[op].successors)) {
    if (!set.isReady(next)) continue;
    const std::int64_t change = set.change(next);
    if (best == none || change < least) {
      best = next;
      least = change;
    }
  }
  return best;
}

/// Runs the chain that starts with `op` where it is safe; otherwise leaves all as it was.
bool runChain(DownSet& set, const OrderSection& section, std::int64_t capacity, std::uint32_t op,
              std::vector<std::uint32_t>& sequence) {
  const std::int64_t before = set.live();
  const std::size_t begin = sequence.size();
  while (op != none && set.step(op) <= capacity) {
    set.run(op);
    sequence.push_back(op);
    if (set.live() <= before) return true;
    op = nextInChain(set, section, op);
  }
  while (sequence.size() > begin) {
    set.undo(sequence.back());
    sequence.pop_back();
  }
  return false;
}

/// One pass over what is ready; whether anything ran.
bool runSafeSingles(DownSet& set, std::int64_t capacity, std::vector<std::uint32_t>& sequence) {
  const std::size_t begin = sequence.size();
  set.forEachReady([&](std::uint32_t op) {
    if (set.change(op) > 0 || set.step(op) > capacity) return;
    set.run(op);
    sequence.push_back(op);
  });
  return sequence.size() > begin;
}

bool runFirstChain(DownSet& set, const OrderSection& section, std::int64_t capacity,
                   std::vector<std::uint32_t>& sequence) {
  bool found = false;
  set.forEachReady([&](std::uint32_t op) {
    if (!found) found = runChain(set, section, capacity, op, sequence);
  });
  return found;
}

}  // namespace

void runSafeOperators(DownSet& set, const OrderSection& section, std::int64_t capacity,
                      std::vector<std::uint32_t>& sequence) {
  do {
    while (runSafeSingles(set, capacity, sequence)) {
    }
  } while (runFirstChain(set, section, capacity, sequence));
}

}  // namespace tessera
