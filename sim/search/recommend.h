#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/search/candidate.h"

namespace tessera {

/// What the schedule that a search recommends has to keep to.
struct SearchBudget {
  std::optional<Bytes> sram{};
  std::optional<Cycles> cycles{};  ///< schedules of unknown cycles meet it
  std::optional<double> extra{};   ///< MACs beyond once, as a part of them
  /// The arena of a schedule, which is what has to fit; nothing: its peak. Asked of schedules whose
  /// arena is not known and whose peak fits, the preferred ones first, until one fits.
  std::function<Bytes(const Schedule&)> arenaOf{};
  /// Why no schedule in patches is to be recommended; empty where one may be.
  std::string whyLayers{};
};

/// The candidates that neither layer by layer nor another one beats in peak and work, by rising
/// peak.
std::vector<std::size_t> paretoFront(const std::vector<Candidate>& candidates,
                                     const Totals& layerWise);

/// That of least peak (ties: least extra MACs); nothing where there is none.
std::optional<std::size_t> leastPeak(const std::vector<Candidate>& candidates);

/// Sets what is recommended, and why: of what fits the budget, the schedule of least extra MACs
/// (ties: least peak); where nothing fits or no budget is given, that of least arena or peak (ties:
/// least extra MACs). Budgets of cycles and MACs come first: what exceeds them is not recommended.
/// At most 50 schedules are asked for their arena. `patches` is as in `candidateSchedule`.
void recommend(const Graph& graph, const Block& patches, const SearchBudget& budget,
               SearchResult& result);

}  // namespace tessera
