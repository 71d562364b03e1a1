#include <fmt/core.h>

#include "sim/report/arena_text.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_text.h"
#include "sim/report/verification.h"

namespace tessera {
namespace {

std::string valuesText(const VerificationReport& report) {
  return report.calibrated ? report.model.deployment +
                                 ", scales and zero points from a run of the network as "
                                 "stored, on the same input"
                           : "as the file stores them";
}

std::string executedText(const VerificationReport& report) {
  const std::size_t steps = report.run.trace.steps.size();
  std::int64_t patches = 0;
  for (const Block& block : report.run.schedule.blocks) {
    if (!block.grid.whole()) patches += block.grid.rows * block.grid.columns;
  }
  std::string text = report.result.steps == steps
                         ? fmt::format("{} step{}", steps, steps == 1 ? "" : "s")
                         : fmt::format("{} of {} steps", report.result.steps, steps);
  if (patches > 0) text += fmt::format(", {} patches", patches);
  return text +
         fmt::format(", {} elements written and compared", grouped(report.result.writtenElements));
}

std::string verdict(const VerificationReport& report, const TextStyle& style) {
  std::string text;
  if (!report.planFault.empty()) text += keyLine("finding", "the plan: " + report.planFault, style);
  if (report.result.fault) {
    text += keyLine("finding", describe(report.model.graph, report.run.trace, *report.result.fault),
                    style);
  }
  if (!text.empty()) return text;
  if (report.run.trace.steps.empty()) {
    return keyLine("bits equal", "nothing to execute: the network has no operators", style);
  }
  return keyLine("bits equal",
                 fmt::format("all {} output elements, and every step before",
                             grouped(report.result.outputElements)),
                 style);
}

}  // namespace

std::string verificationText(const VerificationReport& report, const TextStyle& style) {
  const auto inputs = report.model.graph.inputs();
  std::string text = modelHeading(report.model, style);
  text += keyLine("schedule", report.run.schedule.name, style);
  text += orderText(report.model.graph, report.run, style);
  text += keyLine("runtime", runtimeText(report.runtime), style);
  text += keyLine("arena", arenaText(report.run.arena.value()), style);
  text += keyLine("values", valuesText(report), style);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    text += keyLine(i == 0 ? "input" : "",
                    "'" + report.model.graph[inputs[i]].name + "' " + report.inputs[i], style);
  }
  text += keyLine("executed", executedText(report), style);
  return text + verdict(report, style) + countedText(report.runtime, style) +
         modelCaveats(report.model, style);
}

}  // namespace tessera
