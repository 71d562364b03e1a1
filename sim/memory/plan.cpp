#include "sim/memory/plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/checked.h"
#include "sim/memory/chains.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

std::int64_t commonAlignment(const PlanProblem& problem) {
  std::int64_t common = 0;
  for (const PlanBuffer& buffer : problem.buffers) common = std::gcd(common, buffer.alignment);
  return std::max<std::int64_t>(common, 1);
}

/// What lives in a step: runs of addresses that no other buffer can take, each rounded up to a
/// unit. A chain with distances takes those of all its live buffers together.
class LiveRuns {
 public:
  LiveRuns(const PlanProblem& problem, std::int64_t unit) : problem_(problem), unit_(unit) {
    const auto shares = [](const PlanBuffer& buffer) { return buffer.sharesAddresses(); };
    if (std::none_of(problem.buffers.begin(), problem.buffers.end(), shares)) return;
    for (const Chain& chain : chainsOf(problem)) {
      if (!chain.flat()) add(chain);
    }
  }

  void change(const SweepEvent& event) {
    const auto found = memberOf_.find(event.buffer);
    if (found == memberOf_.end()) {
      count(problem_.buffers[event.buffer].size.count(), event.begins);
      return;
    }
    const auto& [body, shift] = found->second;
    const Interval bytes{shift, shift + problem_.buffers[event.buffer].size.count()};
    std::multiset<Interval, ByBegin>& live = bodies_[body];
    forEachRun(live, [&](std::int64_t length) { count(length, false); });
    if (event.begins)
      live.insert(bytes);
    else
      live.erase(std::find(live.begin(), live.end(), bytes));
    forEachRun(live, [&](std::int64_t length) { count(length, true); });
  }

  /// What they need; the run that lies last in the arena needs no padding.
  Bytes needed() const { return Bytes(live_ - (padding_.empty() ? 0 : *padding_.rbegin())); }

 private:
  struct ByBegin {
    bool operator()(const Interval& a, const Interval& b) const { return a.begin < b.begin; }
  };
  struct Member {
    std::size_t body = 0;
    std::int64_t shift = 0;
  };

  void add(const Chain& chain) {
    for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
      memberOf_[chain.buffers[k]] = {bodies_.size(), chain.shifts[k].count()};
    }
    bodies_.emplace_back();
  }

  template <class Visit>
  static void forEachRun(const std::multiset<Interval, ByBegin>& live, const Visit& visit) {
    Interval run;
    for (const Interval& bytes : live) {
      if (!run.empty() && bytes.begin > run.end) {
        visit(run.length());
        run = {};
      }
      run = hull(run, bytes);
    }
    if (!run.empty()) visit(run.length());
  }

  void count(std::int64_t length, bool begins) {
    const std::int64_t pad = roundUp(length, unit_) - length;
    live_ += begins ? length + pad : -length - pad;
    if (unit_ == 1) return;
    if (begins)
      padding_.insert(pad);
    else
      padding_.erase(padding_.find(pad));
  }

  const PlanProblem& problem_;
  std::int64_t unit_;
  std::int64_t live_ = 0;
  std::multiset<std::int64_t> padding_;
  std::unordered_map<std::size_t, Member> memberOf_;      // of chains with distances only
  std::vector<std::multiset<Interval, ByBegin>> bodies_;  // what lives of each of those
};

LivePeak peakInUnits(const PlanProblem& problem, std::int64_t unit) {
  LivePeak peak;
  LiveRuns live(problem, unit);
  forEachEvent(problem, [&](const SweepEvent& event) {
    live.change(event);
    if (event.begins && live.needed() > peak.bytes) peak = {live.needed(), event.step};
  });
  return peak;
}

}  // namespace

LivePeak livePeak(const PlanProblem& problem) { return peakInUnits(problem, 1); }

LivePeak paddedPeak(const PlanProblem& problem) {
  return peakInUnits(problem, commonAlignment(problem));
}

Bytes arenaLowerBound(const PlanProblem& problem) {
  Bytes bound = paddedPeak(problem).bytes;
  for (const Chain& chain : chainsOf(problem)) {
    bound = std::max(bound, chain.offset.value_or(Bytes(0)) + extentOf(problem, chain));
  }
  return bound;
}

Bytes arenaOf(const PlanProblem& problem, const std::vector<Bytes>& offsets) {
  Bytes arena;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    arena = std::max(arena, offsets[i] + problem.buffers[i].size);
  }
  return arena;
}

ArenaPlan planWith(const PlanProblem& problem, std::vector<Bytes> offsets) {
  ArenaPlan plan;
  plan.offsets = std::move(offsets);
  plan.arena = arenaOf(problem, plan.offsets);
  plan.peak = livePeak(problem).bytes;
  plan.lowerBound = arenaLowerBound(problem);
  plan.proven = plan.arena == plan.lowerBound;
  return plan;
}

void improve(ArenaPlan& plan, const PlanProblem& problem, std::vector<Bytes> offsets) {
  const Bytes arena = arenaOf(problem, offsets);
  if (arena >= plan.arena) return;
  plan.offsets = std::move(offsets);
  plan.arena = arena;
  plan.proven = plan.arena == plan.lowerBound;
}

}  // namespace tessera
