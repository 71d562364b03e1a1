#include "sim/search/front/axis_sequences.h"

#include <algorithm>
#include <limits>

namespace tessera {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

std::uint64_t both(std::uint64_t a, std::uint64_t b) { return a << 32 | b; }

std::uint64_t hashOf(const std::vector<Interval>& sequence) {
  std::uint64_t hash = 1469598103934665603U;
  for (const Interval& interval : sequence) {
    hash = (hash ^ static_cast<std::uint64_t>(interval.begin)) * 1099511628211U;
    hash = (hash ^ static_cast<std::uint64_t>(interval.end)) * 1099511628211U;
  }
  return hash;
}

/// `needed` less what was computed before, where that is held.
std::vector<Interval> computedOf(std::span<const Interval> needed, bool cached) {
  std::vector<Interval> computed(needed.begin(), needed.end());
  if (!cached) return computed;
  bool any = false;
  std::int64_t done = 0;
  for (Interval& next : computed) {
    if (next.empty()) continue;
    const std::int64_t end = next.end;
    if (any) next.begin = std::max(next.begin, done);
    if (next.empty()) next = {};
    done = any ? std::max(done, end) : end;
    any = true;
  }
  return computed;
}

/// What is held from position to position, see `AxisHeld`.
void findHeld(std::span<const Interval> needed, bool cached, AxisSequences::Facts& facts) {
  std::vector<std::int64_t> laterNeeds(needed.size() + 1, never);
  for (std::size_t p = needed.size(); p-- > 0;) {
    laterNeeds[p] = laterNeeds[p + 1];
    if (!needed[p].empty()) laterNeeds[p] = std::min(laterNeeds[p], needed[p].begin);
  }
  std::int64_t done = 0;
  for (std::size_t p = 0; p < needed.size(); ++p) {
    if (!cached) {
      facts.mostHeld = std::max(facts.mostHeld, needed[p].length());
      continue;
    }
    if (!needed[p].empty()) done = std::max(done, needed[p].end);
    facts.carried = std::max(facts.carried, done - std::min(laterNeeds[p + 1], done));
    facts.mostHeld = std::max(facts.mostHeld, done - std::min(laterNeeds[p], done));
  }
}

bool onlyForward(std::span<const Interval> needed) {
  Interval before;
  for (const Interval& next : needed) {
    if (next.empty()) continue;
    if (!before.empty() && (next.begin < before.begin || next.end < before.end)) return false;
    before = next;
  }
  return true;
}

}  // namespace

AxisSequences::AxisSequences(std::int64_t extent, std::int64_t length) : positions_(0) {
  std::vector<Interval> tiles;
  for (std::int64_t at = 0; at < extent; at += length) {
    tiles.push_back({at, std::min(at + length, extent)});
  }
  positions_ = tiles.size();
  intern(tiles);
}

AxisSequences::Id AxisSequences::through(std::size_t edge, const AxisMap& map, Id output) {
  const auto [known, isNew] = through_.try_emplace(both(edge, output), 0);
  if (!isNew) return known->second;
  std::vector<Interval> read;
  read.reserve(positions_);
  for (std::size_t p = 0; p < positions_; ++p) read.push_back(map.clipped(at(output)[p]));
  const Id id = intern(read);
  through_[both(edge, output)] = id;
  return id;
}

bool AxisSequences::differInActivity(Id a, Id b) const {
  if (a == b) return false;
  for (std::size_t p = 0; p < positions_; ++p) {
    if (at(a)[p].empty() != at(b)[p].empty()) return true;
  }
  return false;
}

AxisSequences::Id AxisSequences::hullOf(Id a, Id b) {
  if (a == b) return a;
  if (a > b) std::swap(a, b);
  const auto known = hulls_.find(both(a, b));
  if (known != hulls_.end()) return known->second;
  std::vector<Interval> hulls;
  hulls.reserve(positions_);
  for (std::size_t p = 0; p < positions_; ++p) hulls.push_back(hull(at(a)[p], at(b)[p]));
  const Id id = intern(hulls);
  hulls_.emplace(both(a, b), id);
  return id;
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
  Facts facts;
  const std::vector<Interval> computed = computedOf(at(needed), cached);
  findHeld(at(needed), cached, facts);
  facts.forward = onlyForward(at(needed));
  Interval all;
  for (std::size_t p = 0; p < positions_; ++p) {
    if (!at(needed)[p].empty()) facts.lastPosition = p;
    all = hull(all, at(needed)[p]);
  }
  facts.hull = all.length();
  for (std::size_t p = 0; p < positions_; ++p) {
    const std::int64_t length = computed[p].length();
    std::int64_t& most = p == 0 ? facts.first : facts.rest;
    most = std::max(most, length);
    facts.sum += length;
    facts.calls += length > 0 ? 1 : 0;
  }
  facts.computed = intern(computed);
  return facts;
}

AxisSequences::Id AxisSequences::intern(const std::vector<Interval>& sequence) {
  const std::uint64_t hash = hashOf(sequence);
  const auto [begin, end] = byHash_.equal_range(hash);
  for (auto known = begin; known != end; ++known) {
    if (std::equal(sequence.begin(), sequence.end(), at(known->second).begin())) {
      return known->second;
    }
  }
  const auto id = static_cast<Id>(positions_ == 0 ? 0 : pool_.size() / positions_);
  pool_.insert(pool_.end(), sequence.begin(), sequence.end());
  byHash_.emplace(hash, id);
  return id;
}

std::span<const Interval> AxisSequences::at(Id id) const {
  return std::span(pool_).subspan(id * positions_, positions_);
}

}  // namespace tessera
