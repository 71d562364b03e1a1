#include "sim/search/recommend.h"

#include <algorithm>
#include <tuple>

namespace tessera {
namespace {

constexpr std::size_t mostArenas = 50;

constexpr auto byPeak = [](const Candidate& candidate) {
  return std::tuple(candidate.arena.value_or(candidate.totals.peak), candidate.extra,
                    candidate.grid.rows, candidate.grid.columns, candidate.split);
};

constexpr auto byExtra = [](const Candidate& candidate) {
  return std::tuple(candidate.extra, candidate.totals.peak, candidate.grid.rows,
                    candidate.grid.columns, candidate.split);
};

/// Whether layer by layer needs no more memory and less work, or less memory and no more work.
bool isBeaten(const Candidate& candidate, const Totals& layerWise) {
  if (candidate.totals.peak < layerWise.peak || candidate.extra < Macs(0)) return false;
  return candidate.totals.peak > layerWise.peak || candidate.extra > Macs(0);
}

/// Of the candidates that `may` lets through, that of the least key.
template <class Key, class May>
std::optional<std::size_t> least(const std::vector<Candidate>& candidates, const Key& key,
                                 const May& may) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!may(candidates[i])) continue;
    if (!best || key(candidates[i]) < key(candidates[*best])) best = i;
  }
  return best;
}

bool inTime(const SearchBudget& budget, const Totals& totals) {
  return !budget.cycles || !totals.cycles || *totals.cycles <= *budget.cycles;
}

/// Whether nothing but its bytes is too much.
bool mayBe(const SearchBudget& budget, const Candidate& candidate) {
  const Totals& totals = candidate.totals;
  const auto most = budget.extra.value_or(0) * static_cast<double>(totals.macs.count());
  if (budget.extra && static_cast<double>(candidate.extra.count()) > most) return false;
  return inTime(budget, totals);
}

/// Whether a schedule with that peak fits the budget with its arena.
bool fitsBudget(const SearchBudget& budget, Bytes peak, const Schedule& schedule) {
  if (peak > *budget.sram) return false;
  return !budget.arenaOf || budget.arenaOf(schedule) <= *budget.sram;
}

bool fitsBudget(const Graph& graph, const Block& patches, const SearchBudget& budget,
                const Candidate& candidate) {
  if (candidate.arena) return *candidate.arena <= *budget.sram;
  return fitsBudget(budget, candidate.totals.peak, candidateSchedule(graph, candidate, patches));
}

/// Of the candidates that fit the budget, that of least extra MACs.
std::optional<std::size_t> cheapestThatFits(const Graph& graph, const Block& patches,
                                            const SearchResult& result,
                                            const SearchBudget& budget) {
  const auto& all = result.candidates;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool may = all[i].totals.peak <= *budget.sram && mayBe(budget, all[i]);
    if (may) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return byExtra(all[a]) < byExtra(all[b]); });
  order.resize(std::min(order.size(), mostArenas));
  for (const std::size_t i : order) {
    if (fitsBudget(graph, patches, budget, all[i])) return i;
  }
  return std::nullopt;
}

/// Why there is no schedule to recommend whatever the budget of memory; empty where there is one.
std::string whyNone(const SearchBudget& budget, const SearchResult& result,
                    std::optional<std::size_t> lowest) {
  if (result.candidates.empty()) {
    return result.planned > 0 || result.cut ? "interrupted before the first schedule in patches"
                                            : "no stage of this network can run in patches";
  }
  if (!inTime(budget, result.layerWise)) return "even layer by layer takes longer than that";
  if (!lowest && budget.extra) return "no schedule in patches does with so few extra MACs";
  if (!lowest) return "every schedule in patches takes longer than that";
  if (result.candidates[*lowest].totals.peak >= result.layerWise.peak) {
    return "no schedule in patches" + std::string(budget.cycles ? " that is fast enough" : "") +
           " has a lower peak than layer by layer";
  }
  return {};
}

}  // namespace

std::vector<std::size_t> paretoFront(const std::vector<Candidate>& candidates,
                                     const Totals& layerWise) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!isBeaten(candidates[i], layerWise)) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return byPeak(candidates[a]) < byPeak(candidates[b]);
  });
  std::vector<std::size_t> front;
  for (const std::size_t i : order) {
    if (front.empty() || candidates[i].extra < candidates[front.back()].extra) front.push_back(i);
  }
  return front;
}

std::optional<std::size_t> leastPeak(const std::vector<Candidate>& candidates) {
  return least(candidates, byPeak, [](const Candidate&) { return true; });
}

void recommend(const Graph& graph, const Block& patches, const SearchBudget& budget,
               SearchResult& result) {
  result.recommended.reset();
  const auto lowest = least(result.candidates, byPeak,
                            [&](const Candidate& candidate) { return mayBe(budget, candidate); });
  const bool compared = !result.candidates.empty() || !budget.whyLayers.empty();
  if (compared && budget.sram && inTime(budget, result.layerWise) &&
      fitsBudget(budget, result.layerWise.peak, layerWise(graph))) {
    result.reason = "layer by layer fits the budget already, with no extra MACs";
    return;
  }
  result.reason = !budget.whyLayers.empty() ? budget.whyLayers : whyNone(budget, result, lowest);
  if (!result.reason.empty()) return;
  const std::optional<Bytes> arena = result.candidates[*lowest].arena;
  if (arena && budget.arenaOf && *arena >= budget.arenaOf(layerWise(graph))) {
    result.reason = "no schedule in patches has a smaller arena than layer by layer";
    return;
  }
  std::string fast = budget.cycles ? ", of those fast enough" : "";
  if (budget.extra) fast += ", of those with so few extra MACs";
  if (const auto found =
          budget.sram ? cheapestThatFits(graph, patches, result, budget) : std::nullopt) {
    result.recommended = found;
    result.reason = "least extra MACs of all schedules that fit the budget" + fast;
  } else {
    result.recommended = lowest;
    result.reason = budget.sram ? "nothing fits the budget; this has the least peak" + fast
                                : "least peak (of several with it, the least extra MACs)" + fast;
  }
}

}  // namespace tessera
