#include "cli/commands/check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "cli/commands/check_cure.h"
#include "cli/commands/check_init.h"
#include "cli/commands/check_inputs.h"
#include "cli/commands/check_run.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/overwrite.h"
#include "cli/progress.h"
#include "cli/step_summary.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "sim/check/arena_picture.h"
#include "sim/check/baseline.h"
#include "sim/check/check_report.h"
#include "sim/study/demand.h"
#include "sim/target/fit.h"

namespace tessera::cli {
namespace {

TargetRoom roomOf(const SimulationReport& report) {
  if (!report.target) return {};
  TargetRoom room;
  const Demand demand = demandOf(report.runtime, report.model, report.run);
  room.sram = fitOf(report.target->device, demand).sram.available.count();
  const auto& flash = report.target->device.flash.bytes;
  if (flash) room.flash = flash->count();
  return room;
}

/// A figure that one side lacks is not compared: no pass in silence.
void addNotesOnUnknown(const Snapshot& now, const Snapshot& baseline, ModelOutcome& outcome) {
  for (const Metric metric : allMetrics) {
    const auto& before = baseline.amounts[metric];
    if (before.has_value() == now.amounts[metric].has_value()) continue;
    const std::string what(title(metric));
    outcome.notes.push_back(
        before ? what + " is not known now, so not compared with the baseline's " +
                     amountText(metric, *before)
               : what + " is not in the baseline; `tessera check --update-baseline` adds it");
  }
}

void addNotes(const SimulationReport& report, const Snapshot& now, const Snapshot* baseline,
              ModelOutcome& outcome) {
  const auto& arena = report.run.arena;
  if (arena && arena->planner == PlannerKind::exact && !arena->plan.proven) {
    outcome.notes.push_back("the arena may not be least (lower bound " +
                            kib(arena->plan.lowerBound) +
                            "); planner_steps = 0 searches until it is proven");
  }
  if (baseline != nullptr && baseline->setting != now.setting) {
    outcome.notes.push_back("the baseline was made with " + baseline->setting + ", this is " +
                            now.setting);
  }
  if (baseline != nullptr) addNotesOnUnknown(now, *baseline, outcome);
}

/// What the baseline has of models that the configuration does not: removed, or renamed.
std::vector<std::string> forgotten(const Baseline& baseline,
                                   const std::vector<ModelOutcome>& models) {
  std::vector<std::string> names;
  for (const Snapshot& of : baseline.models) {
    const bool known = std::any_of(models.begin(), models.end(), [&](const ModelOutcome& model) {
      return model.name == of.name;
    });
    if (!known) names.push_back(of.name);
  }
  return names;
}

/// The baseline lacks the model.
void addMissing(bool required, ModelOutcome& outcome) {
  const std::string text = "not in the baseline; `tessera check --update-baseline` adds it";
  if (required) {
    outcome.objections.push_back({Objection::Kind::noBaseline, text});
  } else {
    outcome.notes.push_back(text);
  }
}

/// Shown where the SRAM is not what was accepted, or is too much.
void addArenas(const Snapshot& now, const Snapshot* before, ModelOutcome& outcome) {
  const bool shown =
      std::any_of(outcome.checks.begin(), outcome.checks.end(), [](const Check& check) {
        const bool changed = check.kind == CheckKind::baseline && check.actual != check.reference;
        return check.metric == Metric::sram && (changed || !check.passed());
      });
  if (!shown) return;
  outcome.arenaNow = now.arena;
  if (before != nullptr) outcome.arenaAccepted = before->arena;
}

/// What came of all models, and the snapshots of those that could be run.
struct Results {
  CheckReport report;
  std::vector<Snapshot> snapshots;
};

void checkOne(const CheckedModel& model, const Baseline* baseline, bool required,
              Verbosity verbosity, Results& results) {
  ModelOutcome outcome{model.name, model.path.string(), model.entry.line, {}, {}, {}, {}};
  outcome.failure = failureOf([&] {
    const SimulationReport report = simulated(model, verbosity);
    Snapshot now = takeSnapshot(report);
    now.arena = arenaPicture(report);
    const Snapshot* before = baseline == nullptr ? nullptr : baseline->find(model.name);
    outcome.setting = now.setting;
    outcome.checks = judge(model.entry, now, roomOf(report), before);
    if (report.target && !isMadeFor(report.runtime, report.target->device)) {
      outcome.objections.push_back(
          {Objection::Kind::cannotRun,
           report.runtime.name + " does not run on the chip of " + report.target->device.name});
    }
    if (!report.runtime.bound.empty()) {
      outcome.notes.push_back("SRAM is a lower bound under " + report.runtime.name + " (" +
                              report.runtime.bound +
                              "): that it passes does not mean that it fits");
    }
    const std::string why = whyCannotRun(report.runtime, report.model, report.run);
    if (!why.empty()) {
      outcome.objections.push_back(
          {Objection::Kind::cannotRun, report.runtime.name + " cannot run it: " + why});
    }
    // A search that fails leaves the findings as they are.
    failureOf([&] { outcome.cure = sramCure(model, outcome.checks, verbosity); });
    addArenas(now, before, outcome);
    addNotes(report, now, before, outcome);
    if (baseline != nullptr && before == nullptr) addMissing(required, outcome);
    results.snapshots.push_back(now);
    refuseUnknownLimits(model.entry, now);
  });
  results.report.models.push_back(std::move(outcome));
}

Results checkAll(const CheckInputs& inputs, const Baseline* baseline, Verbosity verbosity) {
  Results results;
  const std::vector<CheckedModel>& models = inputs.models;
  const bool required = inputs.settings.requireBaseline.has_value();
  Progress progress("checking", verbosity);
  for (std::size_t i = 0; i < models.size(); ++i) {
    progress.update(i, models.size());
    checkOne(models[i], baseline, required, verbosity, results);
  }
  return results;
}

/// An entry that names a file cannot be idle, only one that globs.
void noteIdleEntries(const CheckInputs& inputs, CheckReport& report) {
  for (const CheckEntry& entry : inputs.settings.entries) {
    const bool used =
        std::any_of(inputs.models.begin(), inputs.models.end(),
                    [&](const CheckedModel& model) { return model.entry.line == entry.line; });
    if (used) continue;
    report.notes.push_back("the entry of '" + oneLine(entry.path) +
                           "' names no model that an entry above it does not");
  }
}

void noteForgotten(const Baseline& baseline, CheckReport& report) {
  for (const std::string& name : forgotten(baseline, report.models)) {
    report.notes.push_back("'" + name + "' is in the baseline, but no entry is called so");
  }
}

void updateBaseline(Baseline baseline, const std::filesystem::path& path, Results& results) {
  std::vector<std::string>& notes = results.report.notes;
  for (const std::string& name : forgotten(baseline, results.report.models)) {
    std::erase_if(baseline.models, [&](const Snapshot& of) { return of.name == name; });
    notes.push_back("the baseline's '" + name + "' was dropped: no entry is called so");
  }
  for (const Snapshot& now : results.snapshots) accept(baseline, now);
  writeOutput(path.string(), writeBaseline(baseline));
  notes.push_back("the baseline was written: " + path.string());
}

void ratchetBaseline(Baseline baseline, const std::filesystem::path& path, Results& results) {
  std::string lowered;
  for (const Snapshot& now : results.snapshots) {
    for (Snapshot& before : baseline.models) {
      if (before.name != now.name || !ratchet(before, now)) continue;
      lowered += (lowered.empty() ? "" : ", ") + now.name;
    }
  }
  if (lowered.empty()) return;
  writeOutput(path.string(), writeBaseline(baseline));
  results.report.notes.push_back("the baseline was lowered for " + lowered);
}

/// Throws what is wrong with the configuration or the baseline. Where a report is asked for, it
/// says so too.
CheckInputs readInputsOrReport(const CheckArguments& arguments) {
  CheckInputs inputs;
  try {
    readInputs(arguments, inputs);
    return inputs;
  } catch (const Error& error) {
    const OutputArguments& output = arguments.output;
    refuseOverwriting(output, filesRead(inputs));
    const CheckReport report = failedReport(error, inputs);
    if (asksForReport(output)) writeReports(report, checkFormats(), output);
    appendStepSummary(checkMarkdown(report));
    throw;
  }
}

}  // namespace

ReportFormats<CheckReport> checkFormats() {
  const auto document = [](const CheckReport& report, const Reader& reader) {
    return documentOf(report, reader);
  };
  return withVerdicts<CheckReport>(
      withDocuments<CheckReport>(document, {plainFormat("json", checkJson)}),
      [](const CheckReport& report) { return verdictsOf(report); });
}

int check(const CheckArguments& arguments) {
  if (arguments.action == "init") {
    if (arguments.updateBaseline || arguments.ratchet || !arguments.baseline.empty()) {
      throw Error(ErrorCode::usage, "init writes limits, and no baseline", {},
                  "run `tessera check --update-baseline` after it");
    }
    if (!arguments.output.path.empty() || !arguments.output.format.empty()) {
      throw Error(ErrorCode::usage, "init writes tessera.toml, and no report", {},
                  "--config names another file for it");
    }
    return checkInit(arguments);
  }
  if (!arguments.action.empty()) {
    throw Error(ErrorCode::usage, "'" + arguments.action + "' is not an action of tessera check",
                {}, "write nothing, or init");
  }
  if (arguments.updateBaseline && arguments.ratchet) {
    throw Error(ErrorCode::usage, "--update-baseline and --ratchet contradict", {},
                "leave one of them out");
  }
  CheckInputs inputs = readInputsOrReport(arguments);
  if (arguments.ratchet) {  // it accepts itself what has shrunk
    for (CheckedModel& model : inputs.models) model.entry.direction = Direction::up;
  }
  const bool compares = inputs.accepted && !arguments.updateBaseline;
  refuseOverwriting(arguments.output, filesRead(inputs));
  Results results =
      checkAll(inputs, compares ? &*inputs.accepted : nullptr, arguments.output.verbosity);
  if (compares) noteForgotten(*inputs.accepted, results.report);
  noteIdleEntries(inputs, results.report);
  if (inputs.settings.strict) objectToNotes(results.report);
  results.report.config = inputs.config.string();
  results.report.baseline = inputs.baseline.string();
  if (arguments.updateBaseline) {
    updateBaseline(inputs.accepted.value_or(Baseline{}), inputs.baseline, results);
  } else if (arguments.ratchet) {
    ratchetBaseline(*inputs.accepted, inputs.baseline, results);
  }
  writeReports(results.report, checkFormats(), arguments.output);
  appendStepSummary(checkMarkdown(results.report));
  return exitCodeOf(results.report);
}

}  // namespace tessera::cli
