#include "sim/report/misfit.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

void append(std::string& text, const std::string& clause) {
  if (!text.empty() && !clause.empty()) text += "; ";
  text += clause;
}

/// `needed` says what takes the bytes, one or several parts.
std::string exceeds(const std::string& needed, const Fit& fit, const std::string& room) {
  if (fit.fits()) return {};
  const bool several = needed.find(" + ") != std::string::npos || needed.starts_with("weights");
  return fmt::format("{} {} {} by {}", needed, several ? "exceed" : "exceeds", room,
                     kib(Bytes(0) - fit.margin()));
}

std::string budgetRoom(Bytes budget) { return "the budget of " + bytesText(budget); }

std::string flashMisfit(const Device& device, const Demand& demand) {
  const std::optional<Fit> flash = fitOf(device, demand).flash;
  if (!flash) return {};
  return exceeds(flashNeededText(demand), *flash,
                 fmt::format("the {} of flash of {}", kib(flash->available), device.name));
}

std::string latencyMisfit(const SearchReport& report) {
  const auto each = milliseconds(report.target, recommendedTotals(report).cycles);
  if (latencyWithinBudget(report) || !each) return {};
  const std::chrono::duration<double, std::milli> limit = *report.latency;
  return fmt::format("latency {:.4g} ms exceeds the budget of {:.6g} ms", *each, limit.count());
}

}  // namespace

std::string misfitText(const Device& device, const Demand& demand) {
  const DeviceFit fit = fitOf(device, demand);
  const bool board = isBoard(device);
  const std::string sram =
      board ? fmt::format("the {} of contiguous SRAM of {}", kib(fit.sram.available), device.name)
            : budgetRoom(fit.sram.available);
  std::string text = exceeds(sramNeededText(demand), fit.sram, sram);
  append(text, flashMisfit(device, demand));
  return text;
}

std::string misfitText(const SimulationReport& report) {
  if (!report.target) return {};
  return misfitText(report.target->device, demandOf(report.runtime, report.model, report.run));
}

std::string misfitText(const ComparisonReport& report) {
  if (!exceedsTarget(report)) return {};
  const auto least = std::min_element(
      report.runs.begin(), report.runs.end(), [&](const ScheduleRun& a, const ScheduleRun& b) {
        return sramOf(report.runtime, a) < sramOf(report.runtime, b);
      });
  return least->schedule.name + ": " +
         misfitText(report.target->device, demandOf(report.runtime, report.model, *least));
}

std::string misfitText(const SearchReport& report) {
  std::string text;
  if (!sramWithinBudget(report)) {
    text = exceeds(sramNeededText(demandOf(report)), {sramNeeded(report), *report.sram},
                   budgetRoom(*report.sram));
  }
  if (report.target) append(text, flashMisfit(report.target->device, demandOf(report)));
  append(text, latencyMisfit(report));
  return text;
}

std::string misfitHint(const SimulationReport& report) {
  const Demand demand = demandOf(report.runtime, report.model, report.run);
  const bool flashAlone = report.target && fitOf(report.target->device, demand).sram.fits();
  return flashAlone ? "give it more memory" : misfitHint(report.runtime);
}

std::string misfitHint(const Runtime& runtime) {
  return runtime.runs == Runs::layers ? "give it more memory"
                                      : "tessera search looks for a stage to run in patches";
}

}  // namespace tessera
