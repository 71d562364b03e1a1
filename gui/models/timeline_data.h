#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/models/run.h"
#include "gui/models/sram_limit.h"
#include "sim/report/svg/columns.h"

namespace tessera::gui {

/// What the memory timeline shows of a run, worked out once.
struct TimelineData {
  Run run;                          ///< null: nothing to show
  std::vector<std::int64_t> live;   ///< bytes by step
  std::vector<svg::Stack> stacks;   ///< bytes by step and paint; they sum up to `live`
  std::vector<std::size_t> paints;  ///< indices into `svg::paints` of what is ever live
  Bytes peak;
  std::int64_t peakStep = 0;
  std::string peakLabel;  ///< "peak 44.9 KiB, step 17, b3.project"
  std::optional<SramLimit> limit;

  bool empty() const { return live.empty() || peak <= Bytes(0); }
};

/// Indices into `svg::paints` of the kinds that a trace has bytes of.
std::vector<std::size_t> paintsIn(const Trace& trace);

TimelineData timelineData(const Run& run);

/// What a reader of a step wants to know, a line each: the step, then the largest live buffers with
/// their exact bytes, then how many more there are.
std::vector<std::string> explainStep(const RunData& run, std::int64_t step);

}  // namespace tessera::gui
