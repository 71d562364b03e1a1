#include "sim/report/fit_verdicts.h"

#include <fmt/core.h>

#include "core/work.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

std::vector<VerdictRule> targetRules() {
  return {{"sram-target", "SRAM is above what the target has"},
          {"flash-target", "Flash is above what the target has"},
          {"cannot-run", "The runtime does not run it"}};
}

Verdict figures(const ModelReport& model, const ScheduleRun& run) {
  const Totals& totals = run.trace.totals;
  std::string text =
      fmt::format("{}, {}: peak {}", model.name, run.schedule.name, kib(totals.peak));
  if (run.arena) text += fmt::format(", arena {}", kib(run.arena->plan.arena));
  const bool unknown = modelWork(model.graph).unknownOperators > 0;
  text += fmt::format(", {}{} MACs", siCount(totals.executed.count()), unknown ? " + ?" : "");
  return {Outcome::passed, {}, "figures", {}, model.name, std::move(text), 0};
}

struct Room {
  const char* key;
  const char* title;
  const Fit& fit;
  const std::string& text;  ///< what `fitFacts` says
};

Verdict verdictOf(const std::string& subject, const Room& room) {
  return {room.fit.fits() ? Outcome::passed : Outcome::failed,
          fmt::format("{}-target", room.key),
          fmt::format("{} target", room.key),
          "target",
          fmt::format("{} of {}", room.title, subject),
          fmt::format("{}: {} {}", subject, room.title, room.text),
          0};
}

Verdict cannotRun(const std::string& subject, const Runtime& runtime, const std::string& why) {
  return {Outcome::failed,
          "cannot-run",
          "runs",
          "runtime",
          "running " + subject,
          subject + ": " + runtime.name + " cannot run it: " + why,
          0};
}

std::vector<Verdict> verdictsOfRun(const ModelReport& model, const Runtime& runtime,
                                   const std::optional<TargetReport>& target,
                                   const ScheduleRun& run) {
  const std::string why = whyCannotRun(runtime, model, run);
  if (!target && why.empty()) return {figures(model, run)};
  if (!target) return {cannotRun(model.name + ", " + run.schedule.name, runtime, why)};
  const Demand demand = demandOf(runtime, model, run);
  const DeviceFit fit = fitOf(target->device, demand);
  const std::vector<Fact> facts = fitFacts(target->device, demand, runtime);
  const std::string subject = model.name + ", " + run.schedule.name +
                              (isBoard(target->device) ? " on " + target->device.name : "");
  std::vector<Verdict> verdicts;
  if (!why.empty()) verdicts.push_back(cannotRun(subject, runtime, why));
  verdicts.push_back(verdictOf(subject, {"sram", "SRAM", fit.sram, facts[0].value}));
  if (fit.flash) {
    verdicts.push_back(verdictOf(subject, {"flash", "flash", *fit.flash, facts[1].value}));
  }
  return verdicts;
}

}  // namespace

Verdicts verdictsOf(const SimulationReport& report, const std::string& file) {
  return {"tessera simulate",
          file,
          targetRules(),
          {{report.model.name,
            verdictsOfRun(report.model, report.runtime, report.target, report.run)}}};
}

Verdicts verdictsOf(const ComparisonReport& report, const std::string& file) {
  Verdicts verdicts{"tessera compare", file, targetRules(), {}};
  for (const ScheduleRun& run : report.runs) {
    verdicts.suites.push_back({report.model.name + ", " + run.schedule.name,
                               verdictsOfRun(report.model, report.runtime, report.target, run)});
  }
  return verdicts;
}

}  // namespace tessera
