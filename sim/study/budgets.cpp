#include "sim/study/budgets.h"

#include <algorithm>
#include <cmath>

#include "sim/study/demand.h"

namespace tessera {

std::optional<Bytes> sramLimit(const std::optional<Bytes>& given,
                               const std::optional<TargetReport>& target) {
  if (!target) return given;
  const Bytes has = largestContiguous(target->device);
  return given ? std::min(*given, has) : has;
}

bool needsTwoArrays(const SimulationReport& report) {
  if (!report.target) return false;
  const Demand demand = demandOf(report.runtime, report.model, report.run);
  return !fitOf(report.target->device, demand).arrays.empty();
}

bool exceedsTarget(const ComparisonReport& report) {
  if (!report.target) return false;
  return std::all_of(report.runs.begin(), report.runs.end(), [&](const ScheduleRun& run) {
    return !fitOf(report.target->device, demandOf(report.runtime, report.model, run)).fits();
  });
}

std::optional<Bytes> budgetOf(const std::optional<Bytes>& limit, const Runtime& runtime,
                              const std::optional<TflmPersistent>& persistent) {
  if (!limit) return std::nullopt;
  return leftBeside(besideArena(runtime, persistent).value_or(Bytes(0)), *limit);
}

bool budgeted(const SearchReport& report) { return report.sram || report.latency; }

std::optional<Cycles> cycleBudget(const std::optional<std::chrono::nanoseconds>& latency,
                                  const std::optional<TargetReport>& target) {
  if (!latency || !target || !target->device.clock) return std::nullopt;
  const double seconds = std::chrono::duration<double>(*latency).count();
  return Cycles(std::llround(seconds * static_cast<double>(target->device.clock->count())));
}

std::optional<double> milliseconds(const std::optional<TargetReport>& target,
                                   const std::optional<Cycles>& cycles) {
  if (!target || !target->latency || !target->device.clock || !cycles) return std::nullopt;
  return 1e3 * static_cast<double>(cycles->count()) /
         static_cast<double>(target->device.clock->count());
}

std::optional<Bytes> arenaBudget(const SearchReport& report) {
  return budgetOf(report.sram, report.runtime, report.persistent);
}

Bytes sramNeeded(const SearchReport& report) {
  const Bytes arena = report.arena ? report.arena->plan.arena : recommendedTotals(report).peak;
  return arena + besideArena(report.runtime, report.persistent).value_or(Bytes(0));
}

bool sramWithinBudget(const SearchReport& report) {
  if (!report.sram || sramNeeded(report) <= *report.sram) return true;
  const bool asTarget = report.target && *report.sram == largestContiguous(report.target->device);
  return asTarget && fitOf(report.target->device, demandOf(report)).sram.fits();
}

bool latencyWithinBudget(const SearchReport& report) {
  const auto budget = cycleBudget(report.latency, report.target);
  const auto cycles = recommendedTotals(report).cycles;
  return !budget || !cycles || *cycles <= *budget;
}

}  // namespace tessera
