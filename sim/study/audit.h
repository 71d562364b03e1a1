#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/cost/layer_times.h"
#include "sim/study/results.h"

namespace tessera {

/// One operator, predicted and measured, all its patches together.
struct AuditRow {
  OperatorId op;
  std::optional<double> predicted;  ///< cycles; nothing where its cost is not known
  double measured = 0;              ///< cycles
};

/// A prediction beside a measurement, operator by operator.
struct AuditReport {
  SimulationReport simulation;
  std::vector<AuditRow> rows;              ///< in the order in which they run
  std::vector<OperatorId> notMeasured;     ///< that run and that no line names
  std::vector<std::string> notRecognised;  ///< names of the file that no operator has
};

/// Throws Error(usage) where the simulation has no latency, and Error(input) with `file` and the
/// line where an index is beyond the operators, or no line fits any operator.
AuditReport auditOf(SimulationReport simulation, const std::vector<LayerTime>& measured,
                    const std::string& file);

}  // namespace tessera
