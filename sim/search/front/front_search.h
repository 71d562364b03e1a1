#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/schedule/schedule.h"
#include "sim/search/front/block_sweep.h"
#include "sim/search/front/front_known.h"

namespace tessera {

/// A family of schedules: what its blocks may look like.
struct FrontSpace {
  SweepRules rules;
  std::vector<std::int64_t> heights;  ///< of tiles, in rows of the block's result
  std::vector<std::int64_t> widths;   ///< of tiles; 0: as wide as the map
  bool sums = true;                   ///< results may be accumulated
  std::size_t mostLabels = SIZE_MAX;  ///< made in all, beyond which sweeps keep few of each state
};

struct FrontWatch {
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: blocks found so far are used
  std::function<void(std::size_t done, std::size_t total)> progress = {};  ///< in operators
};

struct FrontPoint {
  FrontCost cost;
  CostedSchedule costed;
};

struct FrontResult {
  std::vector<FrontPoint> points;  ///< by rising peak; no one covers another
  BudgetFront givenUp;             ///< the least that what was not followed could have come to
  std::size_t labels = 0;          ///< partial blocks that were compared
  bool complete = true;
  bool tired = false;  ///< more labels were made than `FrontSpace::mostLabels`
};

/// The schedules of the space that no other one of it covers, and none of `known`. They may end as
/// those do. Of schedules that differ in time by less than `timeResolution` one may stand for the
/// others.
///
/// A shortest path with several costs over the cuts between operators, where an edge is a block
/// (see `sweepBlocks`): the largest peak of its blocks and the sums of work are what a schedule
/// costs. Exact where `givenUp` is empty. The same on any number of cores.
FrontResult searchFront(const SearchGraph& graph, const FrontSpace& space, const FrontKnown& known,
                        const FrontWatch& watch = {});

}  // namespace tessera
