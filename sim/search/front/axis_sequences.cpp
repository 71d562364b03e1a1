#include "sim/search/front/axis_sequences.h"

#include <algorithm>
#include <utility>

#include "sim/run/axis_held.h"
#include "sim/run/held_tiles.h"
#include "sim/run/interval_runs.h"

namespace tessera {
namespace {

std::uint64_t both(std::uint64_t a, std::uint64_t b) { return a << 32 | b; }

std::uint64_t hashOf(const IntervalRuns& sequence) {
  constexpr std::uint64_t prime = 1099511628211U;
  std::uint64_t hash = 1469598103934665603U;
  for (const auto& run : sequence.runs()) {
    for (const std::int64_t part : {run.first.begin, run.first.end, run.step.begin, run.step.end,
                                    static_cast<std::int64_t>(run.count)}) {
      hash = (hash ^ static_cast<std::uint64_t>(part)) * prime;
    }
  }
  return hash;
}

}  // namespace

AxisSequences::AxisSequences(std::int64_t extent, std::int64_t length) {
  IntervalRuns tiles;
  for (std::int64_t at = 0; at < extent; at += length) {
    tiles.push({at, std::min(at + length, extent)});
  }
  starts_.assign(tiles.size(), true);
  intern(tiles);
}

AxisSequences::Id AxisSequences::intern(const IntervalRuns& sequence) {
  const std::uint64_t hash = hashOf(sequence);
  const auto [begin, end] = byHash_.equal_range(hash);
  for (auto known = begin; known != end; ++known) {
    if (pool_[known->second] == sequence) return known->second;
  }
  const auto id = static_cast<Id>(pool_.size());
  pool_.push_back(sequence);
  byHash_.emplace(hash, id);
  return id;
}

AxisSequences::Id AxisSequences::through(std::size_t edge, const AxisMap& map, Id output) {
  const auto [known, isNew] = through_.try_emplace(both(edge, output), 0);
  if (!isNew) return known->second;
  const Id id = intern(clipped(map, at(output)));
  through_[both(edge, output)] = id;
  return id;
}

AxisSequences::Id AxisSequences::hullOf(Id a, Id b) {
  if (a == b) return a;
  if (a > b) std::swap(a, b);
  const auto [known, isNew] = hulls_.try_emplace(both(a, b), 0);
  if (!isNew) return known->second;
  const Id id = intern(hull(at(a), at(b)));
  hulls_[both(a, b)] = id;
  return id;
}

bool AxisSequences::differInActivity(Id a, Id b) const {
  if (a == b) return false;
  for (std::size_t p = 0; p < positions(); ++p) {
    if (at(a)[p].empty() != at(b)[p].empty()) return true;
  }
  return false;
}

AxisSequences::Facts AxisSequences::facts(Id needed, bool cached) {
  std::vector<Facts>& facts = facts_[cached ? 1 : 0];
  std::vector<bool>& known = known_[cached ? 1 : 0];
  if (known.size() <= needed) {
    known.resize(needed + 1, false);
    facts.resize(needed + 1);
  }
  if (!known[needed]) {
    facts[needed] = work(needed, cached);
    known[needed] = true;
  }
  return facts[needed];
}

AxisSequences::Facts AxisSequences::work(Id needed, bool cached) {
  const IntervalRuns needs = at(needed);
  const IntervalRuns computed = withoutHeld(needs, cached, starts_);
  const AxisHeld held = heldAlong(needs, cached, starts_);
  Facts facts;
  facts.computed = intern(computed);
  facts.carried = held.mostCarried;
  facts.mostHeld = held.mostAtOnce;
  facts.sum = summedLength(computed);
  facts.hull = tessera::hullOf(needs).length();
  facts.forward = onlyForward(needs);
  const auto [first, rest] = firstAndRest(computed);
  facts.first = first;
  facts.rest = rest;
  facts.calls = nonEmpty(computed);
  for (const auto& run : needs.runs()) {
    if (!run.first.empty()) facts.lastPosition = run.end() - 1;
  }
  return facts;
}

}  // namespace tessera
