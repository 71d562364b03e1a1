#include <fmt/core.h>

#include "sim/report/arena_text.h"
#include "sim/report/document_parts.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/verification.h"

namespace tessera {
namespace {

std::string valuesText(const VerificationReport& report) {
  return report.calibrated ? report.model.deployment +
                                 ", scales and zero points from a run of the network as "
                                 "stored, on the same input"
                           : "as the file stores them";
}

std::string arithmeticText(const VerificationReport& report) {
  return report.model.graph.arithmetic() == Arithmetic::tflite
             ? "TFLite's: 32-bit fixed-point multipliers, rounded as its kernels do"
             : "ONNX's: real results, rounded once";
}

std::string executedText(const VerificationReport& report) {
  const std::size_t steps = report.run.trace.steps.size();
  std::int64_t patches = 0;
  for (const Block& block : report.run.schedule.blocks) {
    if (!block.whole()) patches += block.grid.rows * block.grid.columns;
  }
  std::string text = report.result.steps == steps
                         ? fmt::format("{} step{}", steps, steps == 1 ? "" : "s")
                         : fmt::format("{} of {} steps", report.result.steps, steps);
  if (patches > 0) text += fmt::format(", {} patches", patches);
  return text +
         fmt::format(", {} elements written and compared", grouped(report.result.writtenElements));
}

/// What the plan's validator and the execution find wrong, a line each.
std::vector<std::string> faultsOf(const VerificationReport& report) {
  std::vector<std::string> faults;
  if (!report.planFault.empty()) faults.push_back("the plan: " + report.planFault);
  if (report.result.fault) {
    faults.push_back(describe(report.model.graph, report.run.trace, *report.result.fault));
  }
  return faults;
}

void addVerdict(Summary& summary, const VerificationReport& report) {
  for (const std::string& fault : faultsOf(report)) summary.result("finding", fault);
  if (!report.passed()) return;
  summary.result("bits equal", report.run.trace.steps.empty()
                                   ? "nothing to execute: the network has no operators"
                                   : fmt::format("all {} output elements, and every step before",
                                                 grouped(report.result.outputElements)));
}

Facts summaryOf(const VerificationReport& report, const Reader& reader) {
  const auto inputs = report.model.graph.inputs();
  Summary summary(reader);
  addModel(summary, report.model, reader);
  summary.setting("schedule", report.run.schedule.name);
  summary.setting("order", orderText(report.model.graph, report.run));
  summary.setting("runtime", runtimeText(report.runtime));
  summary.setting("arena", arenaText(report.run.arena.value()));
  summary.setting("values", valuesText(report));
  summary.setting("arithmetic", arithmeticText(report));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    summary.setting(i == 0 ? "input" : "",
                    "'" + report.model.graph[inputs[i]].name + "' " + report.inputs[i]);
  }
  summary.result("executed", executedText(report));
  addVerdict(summary, report);
  return summary.facts();
}

Table programVerdict(const VerificationReport& report) {
  Table table;
  for (const char* key :
       {"model", "schedule", "runtime", "planner", "arena_bytes", "values", "arithmetic", "steps",
        "executed_steps", "written_elements", "output_elements", "bits_equal", "finding"}) {
    table.columns.push_back(programColumn(key));
  }
  std::string finding;
  for (const std::string& fault : faultsOf(report))
    finding += (finding.empty() ? "" : "; ") + fault;
  const RunArena& arena = report.run.arena.value();
  table.rows.push_back(
      {{report.model.name, report.run.schedule.name, report.runtime.name, name(arena.planner),
        std::to_string(arena.plan.arena.count()), report.calibrated ? "calibrated" : "as-stored",
        std::string(name(report.model.graph.arithmetic())),
        std::to_string(report.run.trace.steps.size()), std::to_string(report.result.steps),
        std::to_string(report.result.writtenElements), std::to_string(report.result.outputElements),
        report.passed() ? "1" : "0", finding}});
  return table;
}

std::string titleOf(const VerificationReport& report, const Reader& reader) {
  if (reader.isAtTerminal()) return report.model.name;
  return report.model.name + (report.passed() ? ": bits equal" : ": a finding");
}

}  // namespace

Document documentOf(const VerificationReport& report, const Reader& reader) {
  if (reader.isProgram()) return programDocument(programVerdict(report));
  Document document{titleOf(report, reader), summaryOf(report, reader)};
  document.headline =
      report.passed()
          ? Headline{fmt::format("verified: {} runs in {} with bits equal to those of plain memory",
                                 report.run.schedule.name,
                                 kib(report.run.arena.value().plan.arena)),
                     Ink::good}
          : Headline{"not verified: " + faultsOf(report).front(), Ink::alarm};
  addCounting(document, report.model, report.runtime, {&report.run.schedule}, reader);
  return document;
}

}  // namespace tessera
