#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// A schedule that a search evaluated.
struct Candidate {
  /// One stage from the input up to this operator, in this grid; where `schedule` is there, that
  /// says all.
  OperatorId split{};
  Grid grid{};
  Totals totals{};
  Macs extra{};  ///< executed under the tile policy beyond once; negative where less is executed
  std::shared_ptr<const Schedule> schedule{};
  std::optional<Bytes> arena{};  ///< where it was planned
};

/// How far what is not tried could be from what was found.
struct SearchGap {
  std::size_t labels = 0;  ///< partial blocks that were compared
  std::string tiles;       ///< what was tried, in words
  /// Of each candidate: the part of its peak that what was given up could have saved at no more
  /// work; 0 where nothing was given up.
  std::vector<double> gaps;
  Bytes lowerBound;  ///< no schedule takes less whose calls compute whole positions
};

struct SearchResult {
  std::string space;  ///< name of what was searched
  Totals layerWise;
  std::vector<Candidate> candidates;  ///< evaluated ones: by split, then grid; or by rising peak
  std::vector<std::size_t> pareto;    ///< candidates that none beats, by rising peak
  std::optional<std::size_t> recommended;
  std::string reason;       ///< one sentence on the recommendation
  std::size_t planned = 0;  ///< schedules that a complete search evaluates
  bool cut = false;         ///< stopped, by a time limit or somebody
  std::optional<SearchGap> gap;
  bool complete() const { return !cut && candidates.size() == planned; }
};

/// "patch:4x4@conv5", "tessera:18776": words that stand for the candidate.
std::string candidateName(const Graph& graph, const Candidate& candidate);

/// The candidate's schedule; `patches` gives what a stage's split and grid do not say.
Schedule candidateSchedule(const Graph& graph, const Candidate& candidate, Block patches);

}  // namespace tessera
