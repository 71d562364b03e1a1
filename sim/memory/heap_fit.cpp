#include "sim/memory/heap_fit.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "core/checked.h"

namespace tessera {
namespace {

/// The free blocks below `top`; above it all is free.
class Heap {
 public:
  explicit Heap(std::int64_t bottom) : top_(bottom) {}

  std::int64_t take(std::int64_t size, std::int64_t alignment) {
    // A block of this size holds it wherever that begins.
    const auto found = bySize_.lower_bound({size + alignment - 1, 0});
    const bool fits = found != bySize_.end();
    const std::int64_t begin = fits ? found->second : top_;
    const std::int64_t end = fits ? begin + found->first : 0;
    const std::int64_t offset = ceilDiv(begin, alignment) * alignment;
    if (fits) {
      erase(begin, end);
      insert(offset + size, end);
    } else {
      top_ = offset + size;
    }
    insert(begin, offset);
    return offset;
  }

  void give(std::int64_t begin, std::int64_t end) {
    const auto after = blocks_.find(end);
    if (after != blocks_.end()) {
      end = after->second;
      erase(after->first, end);
    }
    const auto next = blocks_.lower_bound(begin);
    if (next != blocks_.begin() && std::prev(next)->second == begin) {
      const auto before = std::prev(next);
      const std::int64_t first = before->first;
      erase(first, begin);
      begin = first;
    }
    if (end == top_)
      top_ = begin;
    else
      insert(begin, end);
  }

 private:
  void insert(std::int64_t begin, std::int64_t end) {
    if (begin >= end) return;
    blocks_.emplace(begin, end);
    bySize_.emplace(end - begin, begin);
  }
  void erase(std::int64_t begin, std::int64_t end) {
    blocks_.erase(begin);
    bySize_.erase({end - begin, begin});
  }

  std::map<std::int64_t, std::int64_t> blocks_;  // begin -> end
  std::set<std::pair<std::int64_t, std::int64_t>> bySize_;
  std::int64_t top_;
};

struct Event {
  std::int64_t step = 0;
  bool begins = false;
  std::size_t chain = 0;
};

std::vector<Event> eventsOf(const PlanProblem& problem, std::span<const Chain> chains) {
  std::vector<Event> events;
  for (std::size_t c = 0; c < chains.size(); ++c) {
    const Interval steps = stepsOf(problem, chains[c]);
    events.push_back({steps.begin, true, c});
    events.push_back({steps.end, false, c});
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return a.step != b.step ? a.step < b.step : a.begins < b.begins;
  });
  return events;
}

}  // namespace

std::vector<Bytes> heapFit(const PlanProblem& problem, std::span<const Chain> chains) {
  Bytes bottom;
  std::vector<Bytes> chainOffsets(chains.size());
  for (std::size_t c = 0; c < chains.size(); ++c) {
    if (!chains[c].offset) continue;
    chainOffsets[c] = *chains[c].offset;
    bottom = std::max(bottom, chainOffsets[c] + extentOf(problem, chains[c]));
  }
  Heap heap(bottom.count());
  for (const Event& event : eventsOf(problem, chains)) {
    const Chain& chain = chains[event.chain];
    const std::int64_t size = extentOf(problem, chain).count();
    if (chain.offset || size == 0) continue;
    Bytes& offset = chainOffsets[event.chain];
    if (event.begins)
      offset = Bytes(heap.take(size, chain.alignment));
    else
      heap.give(offset.count(), offset.count() + size);
  }
  std::vector<Bytes> offsets(problem.buffers.size());
  for (std::size_t c = 0; c < chains.size(); ++c) {
    for (std::size_t k = 0; k < chains[c].buffers.size(); ++k) {
      offsets[chains[c].buffers[k]] = chainOffsets[c] + chains[c].shifts[k];
    }
  }
  return offsets;
}

}  // namespace tessera
