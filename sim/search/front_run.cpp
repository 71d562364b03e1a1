#include "sim/search/front_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/simulate.h"
#include "sim/search/front/working_set.h"
#include "sim/search/front_passes.h"

namespace tessera {
namespace {

/// Whether all operators' time is known.
bool isTimed(const Program& program) {
  return !program.costs.empty() && std::all_of(program.costs.begin(), program.costs.end(),
                                               [](const OperatorCost& cost) { return cost.known; });
}

class FrontRun {
 public:
  FrontRun(const Program& program, std::string_view space, const PatchSearchOptions& options)
      : program_(program),
        space_(space),
        options_(options),
        graph_(program),
        timed_(isTimed(program)) {}

  SearchResult run() {
    result_.space = space_;
    result_.layerWise = simulateTotals(program_, layerWise(program_.graph));
    const Totals& layers = result_.layerWise;
    layers_.totals = layers;
    layers_.extra = layers.executed - layers.macs;
    known_ = {knownLayerWise(graph_, false), knownLayerWise(graph_, true)};
    const StageInput input = stageInputOf(options_.patches, program_.rules);
    std::vector<FrontSpace> passes = frontPasses(space_, graph_, input, timed_, options_.overlap);
    BudgetFront givenUp;
    std::size_t labels = 0;
    for (std::size_t i = 0; i < passes.size() && !result_.cut; ++i) {
      const bool timed = passes[i].rules.timed;
      FrontResult found =
          searchFront(graph_, passes[i], known_[timed ? 1 : 0], watchOf(i, passes.size()));
      labels += found.labels;
      if (!timed) givenUp = found.givenUp;
      if (found.tired) easeAfter(i, passes);
      result_.cut = !found.complete;
      for (FrontPoint& point : found.points) evaluate(std::move(point.costed), timed);
    }
    keepBest();
    result_.planned = result_.candidates.size();
    if (!result_.cut) setGap(givenUp, labels, passes[passes.size() - (timed_ ? 2 : 1)]);
    return std::move(result_);
  }

 private:
  FrontWatch watchOf(std::size_t pass, std::size_t passes) const {
    FrontWatch watch;
    watch.stop = options_.stop;
    if (options_.progress) {
      watch.progress = [this, pass, passes](std::size_t done, std::size_t total) {
        options_.progress(pass * total + done, passes * total);
      };
    }
    return watch;
  }

  void evaluate(CostedSchedule costed, bool timed) {
    Schedule& schedule = costed.schedule;
    for (Block& block : schedule.blocks) {
      if (block.whole()) continue;
      block.tiles = TilePolicy::clipped;  // as the search counts
      block.buffers = options_.patches.buffers;
    }
    Candidate candidate;
    candidate.totals = simulateTotals(program_, schedule);
    candidate.extra = candidate.totals.executed - candidate.totals.macs;
    const FrontCost cost = costOf(candidate.totals.peak, candidate);
    known_[0].costs.add({cost.peak, cost.extra, 0});
    known_[1].costs.add(cost);
    candidate.schedule = std::make_shared<const Schedule>(schedule);
    addSuffixes(std::move(costed), known_[timed ? 1 : 0]);
    result_.candidates.push_back(std::move(candidate));
  }

  FrontCost costOf(Bytes bytes, const Candidate& candidate) const {
    const std::int64_t cycles = candidate.totals.cycles.value_or(Cycles(0)).count();
    return {bytes.count(), candidate.extra.count(), timed_ ? cycles : 0};
  }

  /// Those that no other one covers, of the costs that `cost` gives.
  template <class CostOf>
  std::vector<bool> uncovered(const CostOf& cost) const {
    BudgetFront front;
    for (const Candidate& candidate : result_.candidates) front.add(cost(candidate));
    front.add(cost(layers_));
    std::vector<bool> kept;
    BudgetFront seen;
    seen.add(cost(layers_));
    for (const Candidate& candidate : result_.candidates) {
      const FrontCost own = cost(candidate);
      const auto& costs = front.costs();
      kept.push_back(std::find(costs.begin(), costs.end(), own) != costs.end() &&
                     !seen.nearlyCovers(own));
      seen.add(own);
    }
    return kept;
  }

  /// Leaves those that no other one covers in peak and work, or in arena and work: a schedule of a
  /// larger peak may have the smaller arena.
  void keepBest() {
    std::vector<Candidate>& all = result_.candidates;
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
      return std::pair(a.totals.peak, a.extra) < std::pair(b.totals.peak, b.extra);
    });
    const auto byPeak = [&](const Candidate& of) { return costOf(of.totals.peak, of); };
    const auto byArena = [&](const Candidate& of) {
      return costOf(of.arena.value_or(of.totals.peak), of);
    };
    std::vector<bool> kept = uncovered(byPeak);
    if (options_.budget.arenaOf) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept[i] || mayWinByArena(i)) all[i].arena = options_.budget.arenaOf(*all[i].schedule);
      }
      const std::vector<bool> also = uncovered(byArena);
      for (std::size_t i = 0; i < all.size(); ++i) kept[i] = kept[i] || also[i];
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (kept[i]) std::swap(all[next++], all[i]);
    }
    all.resize(next);
    for (std::size_t i = 0; i < all.size(); ++i) {
      Schedule named = *all[i].schedule;
      named.name = nameOf(i);
      all[i].schedule = std::make_shared<const Schedule>(std::move(named));
      result_.pareto.push_back(i);
    }
  }

  /// Whether nothing before it of no more work has an arena as small as its peak.
  bool mayWinByArena(std::size_t index) const {
    const Candidate& own = result_.candidates[index];
    for (std::size_t i = 0; i < index; ++i) {
      const Candidate& other = result_.candidates[i];
      const bool covered = other.arena && *other.arena <= own.totals.peak &&
                           covers(costOf(Bytes(0), other), costOf(Bytes(0), own));
      if (covered) return false;
    }
    return true;
  }

  /// "all:18776"; of several with that peak the later ones are numbered.
  std::string nameOf(std::size_t index) const {
    const auto peakOf = [&](std::size_t i) { return result_.candidates[i].totals.peak; };
    std::size_t same = 0;
    while (index > same && peakOf(index - same - 1) == peakOf(index)) ++same;
    return fmt::format("{}:{}{}", space_, peakOf(index).count(),
                       same > 0 ? fmt::format("#{}", same + 1) : "");
  }

  void setGap(const BudgetFront& givenUp, std::size_t labels, const FrontSpace& last) {
    SearchGap gap;
    gap.labels = labels;
    gap.tiles = tilesText(last);
    gap.lowerBound = leastWorkingSet(graph_);
    for (const Candidate& candidate : result_.candidates) {
      const auto peak = static_cast<double>(candidate.totals.peak.count());
      double most = 0;
      for (const FrontCost& cost : givenUp.costs()) {
        if (cost.extra > candidate.extra.count()) continue;
        const auto least = static_cast<double>(std::max(cost.peak, gap.lowerBound.count()));
        most = std::max(most, 1 - least / std::max(1.0, peak));
      }
      gap.gaps.push_back(most);
    }
    result_.gap = gap;
  }

  static std::string tilesText(const FrontSpace& space) {
    const auto list = [](const std::vector<std::int64_t>& lengths) {
      std::string text;
      for (const std::int64_t length : lengths) {
        text += (text.empty() ? "" : ", ") +
                (length == 0 ? std::string("all") : std::to_string(length));
      }
      return text;
    };
    return "rows " + list(space.heights) + "; columns " + list(space.widths);
  }

  const Program& program_;
  std::string_view space_;
  const PatchSearchOptions& options_;
  SearchGraph graph_;
  bool timed_;
  Candidate layers_;                 // layer by layer
  std::array<FrontKnown, 2> known_;  // without time and with it
  SearchResult result_;
};

}  // namespace

SearchResult frontOf(const Program& program, std::string_view space,
                     const PatchSearchOptions& options) {
  return FrontRun(program, space, options).run();
}

}  // namespace tessera
