#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "sim/schedule/schedule.h"
#include "sim/search/front/budget_front.h"
#include "sim/search/front/search_graph.h"

namespace tessera {

/// A schedule, and what each of its blocks costs.
struct CostedSchedule {
  Schedule schedule;
  std::vector<FrontCost> blockCosts;
};

/// A way to run all operators from a cut on: the last blocks of a schedule.
struct FrontSuffix {
  FrontCost cost;
  std::shared_ptr<const CostedSchedule> of;
  std::size_t firstBlock = 0;
};

/// Schedules that somebody has already. Their ends complete whatever a search finds up to a cut, so
/// that it knows early what is worth nothing.
struct FrontKnown {
  BudgetFront costs;                               ///< of whole schedules
  std::vector<std::vector<FrontSuffix>> suffixes;  ///< by cut; empty: none
};

/// Adds the ends of a schedule where no other one is nowhere worse.
void addSuffixes(CostedSchedule schedule, FrontKnown& known);

/// What an operator costs that runs whole.
FrontCost wholeCost(const SearchGraph& graph, std::size_t at, bool timed);

/// The run layer by layer and its ends.
FrontKnown knownLayerWise(const SearchGraph& graph, bool timed);

}  // namespace tessera
