#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/document.h"
#include "sim/run/arena.h"
#include "sim/study/results.h"

namespace tessera {

/// What `tessera plan` found: of a model's run, or of a bare problem.
struct PlanReport {
  std::optional<SimulationReport> model;  ///< its run has an arena; nothing of a bare problem
  std::optional<RunArena> bare;           ///< of a bare problem
  std::string title;                      ///< the file's name without its extension
  std::vector<std::string> names;         ///< one for each buffer of the problem
  std::optional<Bytes> capacity;          ///< SRAM in all
  Bytes beside;                           ///< what of it the runtime and its interpreter keep
  bool interrupted = false;  ///< the search was stopped by the user: the best found until then
  bool inTwoArrays = false;  ///< one array is too large for the target, two are not
  bool validated = false;    ///< the independent validator found no fault

  const RunArena& arena() const { return model ? *model->run.arena : *bare; }
  bool fits() const { return !capacity || inTwoArrays || arena().plan.arena + beside <= *capacity; }
};

enum class PlanOrder : std::uint8_t { size, offset, step };

/// What a reader wants to see of a plan.
struct PlanDetail {
  PlanOrder order = PlanOrder::size;
  bool all = false;  ///< every buffer, instead of the largest
};

/// For people: arena, peak, fragmentation and bound, a map of the arena where the buffers are few,
/// and the buffers. For programs: one row a buffer; of a bare problem the columns are minimalloc's:
/// id, lower, upper, size, offset.
Document documentOf(const PlanReport& report, const PlanDetail& detail, const Reader& reader);

/// As JSON: the keys of a simulation ("model", "schedule", "target", "counted"; not of a bare
/// problem), "totals", "plan" and "buffers" with their offsets.
std::string planJson(const PlanReport& report);

}  // namespace tessera
