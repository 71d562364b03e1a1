#pragma once

#include <cstddef>
#include <vector>

#include "sim/schedule/schedule.h"
#include "sim/search/front/block_sweep.h"

namespace tessera {

struct FrontRequest {
  SweepRules rules;
  std::vector<std::int64_t> heights;  ///< of tiles
  std::vector<std::int64_t> widths;   ///< of tiles; 0: as wide as the map
};

struct FrontPoint {
  FrontCost cost;
  Schedule schedule;
};

struct FrontResult {
  std::vector<FrontPoint> points;  ///< by rising peak
  BudgetFront thinned;
  std::size_t labels = 0;
  std::size_t blocks = 0;
  std::int64_t bound = 0;
};

/// The schedules that none other covers.
FrontResult searchFront(const SearchGraph& graph, const FrontRequest& request,
                        const BudgetFront& known);

}  // namespace tessera
