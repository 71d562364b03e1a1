#pragma once

#include <cstddef>
#include <optional>

#include "sim/study/results.h"

namespace tessera {

/// A run of a report with what a picture of it needs beside it. Lives no longer than the report.
struct RunView {
  const Graph& graph;  ///< that it ran on
  const ScheduleRun& run;
  const std::optional<TargetReport>& target;
};

inline RunView viewOf(const SimulationReport& report) {
  return {report.model.graph, report.run, report.target};
}

inline RunView viewOf(const ComparisonReport& report, std::size_t index) {
  return {report.model.graph, report.runs[index], report.target};
}

}  // namespace tessera
