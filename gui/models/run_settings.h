#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/deployment.h"
#include "core/shape.h"
#include "core/units.h"
#include "sim/memory/planner.h"
#include "sim/schedule/schedule.h"
#include "sim/study/study_request.h"

namespace tessera::gui {

/// Everything that decides a run of a model: what the schedule panel edits, what undo goes back
/// over, and what "copy as command" writes.
struct RunSettings {
  std::string schedule = "layer";          ///< in words, or the name of a .json file
  std::optional<TilePolicy> tiles;         ///< nothing: as the runtime does
  std::optional<StageInput> stageInput;    ///< likewise
  std::optional<TileBuffers> tileBuffers;  ///< likewise
  std::string runtime = "liveness";        ///< a name or a .toml file
  std::vector<std::string> switches;       ///< KEY=VALUE, see `setSwitch`
  std::optional<PlannerKind> planner;      ///< nothing: the runtime's
  std::string board;                       ///< a name or a .toml file; empty: none
  std::optional<Hertz> clock;              ///< nothing: the board's
  std::string engineVersion;               ///< whose latency; empty: the latest measured
  std::optional<Bytes> sram;               ///< that a run may take in all; nothing: the board's
  std::optional<Deployment> deployment;    ///< nothing: what is usual of the file
  OrderKind order = OrderKind::file;
  SearchLimits limits;                       ///< of the planner and of the order, in steps
  std::map<std::string, Shape> inputShapes;  ///< of graph inputs, by name
  std::vector<std::string> rewritesMade;     ///< beside the format's and the runtime's own
  std::vector<std::string> rewritesNotMade;

  friend bool operator==(const RunSettings&, const RunSettings&) = default;
};

}  // namespace tessera::gui
