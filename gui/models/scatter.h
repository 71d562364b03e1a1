#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gui/models/sram_limit.h"
#include "sim/study/results.h"

namespace tessera::gui {

/// A schedule of a search where it stands.
struct ScatterPoint {
  std::string schedule;  ///< "patch:4x4@conv5", as `--schedule` takes it
  Bytes peak;
  Macs extra;
  double extraPercent = 0;  ///< of every operator once
  std::optional<double> milliseconds;
  bool inBudget = true;  ///< its peak; true without a budget
};

/// From the least to the most of what is shown, with room at the edges.
struct ScatterExtent {
  double leastPercent = 0;
  double mostPercent = 5;
  double mostBytes = 1;
  std::optional<double> fastest;  ///< milliseconds, of the points within; nothing: none is known
  std::optional<double> slowest;

  bool holds(const ScatterPoint& point) const {
    return point.extraPercent >= leastPercent && point.extraPercent <= mostPercent &&
           static_cast<double>(point.peak.count()) <= mostBytes;
  }
};

/// A search's result as points: peak against extra MACs.
struct Scatter {
  std::vector<ScatterPoint> points;  ///< by candidate
  std::vector<std::size_t> front;    ///< by rising peak
  ScatterPoint layers;               ///< layer by layer
  std::optional<std::size_t> recommended;
  std::optional<SramLimit> budget;
  bool budgeted = false;        ///< of memory or of time
  bool cannotRun = false;       ///< the runtime runs no patches
  bool flashFits = true;        ///< that of every schedule: they have the same weights
  bool recommendedFits = true;  ///< its arena, flash and time are within the budgets
  std::string tiles;            ///< whose MACs are executed, see `tileWords`
  Bytes kept;                   ///< in SRAM beside every arena, by the runtime
  std::string keeper;           ///< its name

  /// "yes", "no" or "cannot run", as `tessera search` says it of the peak, or "flash over"; empty
  /// without a budget.
  std::string fits(const ScatterPoint& point) const;
};

Scatter scatterOf(const SearchReport& report);

/// What has to be seen: the front, what is recommended, layer by layer and a near budget; `all`:
/// every point.
ScatterExtent extentOf(const Scatter& scatter, bool all);

/// Every figure of a point, a line each.
std::string describePoint(const Scatter& scatter, const ScatterPoint& point,
                          const std::optional<Bytes>& arena);

}  // namespace tessera::gui
