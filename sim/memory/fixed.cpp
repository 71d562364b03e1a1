#include "sim/memory/fixed.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

/// A buffer with bytes at a fixed offset.
struct FixedBuffer {
  std::size_t index = 0;
  std::size_t chain = 0;
  bool flat = true;  ///< its chain
  Interval bytes;
};

/// Of each buffer of the problem, what is fixed of it; without bytes where nothing is.
std::vector<FixedBuffer> fixedBuffers(const PlanProblem& problem) {
  std::vector<FixedBuffer> fixed(problem.buffers.size());
  for (const Chain& chain : chainsOf(problem)) {
    if (!chain.offset) continue;
    for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
      const std::size_t i = chain.buffers[k];
      const Bytes offset = *chain.offset + chain.shifts[k];
      fixed[i] = {i,
                  chain.buffers.front(),
                  chain.flat(),
                  {offset.count(), (offset + problem.buffers[i].size).count()}};
    }
  }
  return fixed;
}

/// What lives, disjoint up to the first collision but for chains with distances.
class LiveFixed {
 public:
  void begin(const FixedBuffer& buffer) {
    if (buffer.flat)
      disjoint_.emplace(buffer.bytes.begin, &buffer);
    else
      others_.push_back(&buffer);
  }

  void end(const FixedBuffer& buffer) {
    if (buffer.flat)
      disjoint_.erase(buffer.bytes.begin);
    else
      std::erase(others_, &buffer);
  }

  /// A live one of another chain that shares addresses with it, or none.
  const FixedBuffer* collidingWith(const FixedBuffer& buffer) const {
    const FixedBuffer* found = nullptr;
    const auto above = disjoint_.lower_bound(buffer.bytes.begin);
    if (above != disjoint_.end() && above->first < buffer.bytes.end) found = above->second;
    if (above != disjoint_.begin()) {
      const FixedBuffer* below = std::prev(above)->second;
      if (below->bytes.end > buffer.bytes.begin) found = below;
    }
    for (const FixedBuffer* other : others_) {
      const bool shares = !intersect(other->bytes, buffer.bytes).empty();
      if (shares && other->chain != buffer.chain) found = other;
    }
    return found;
  }

 private:
  std::map<std::int64_t, const FixedBuffer*> disjoint_;  // by offset
  std::vector<const FixedBuffer*> others_;
};

}  // namespace

std::optional<FixedCollision> fixedCollision(const PlanProblem& problem) {
  const std::vector<FixedBuffer> fixed = fixedBuffers(problem);
  LiveFixed live;
  for (const SweepEvent& event : sweepEvents(problem)) {
    const FixedBuffer& buffer = fixed[event.buffer];
    if (buffer.bytes.empty()) continue;
    if (!event.begins) {
      live.end(buffer);
      continue;
    }
    if (const FixedBuffer* other = live.collidingWith(buffer)) {
      return FixedCollision{std::min(other->index, buffer.index),
                            std::max(other->index, buffer.index), event.step};
    }
    live.begin(buffer);
  }
  return std::nullopt;
}

}  // namespace tessera
