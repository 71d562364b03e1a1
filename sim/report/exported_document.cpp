#include <fmt/core.h>

#include "sim/report/arena_text.h"
#include "sim/report/document_parts.h"
#include "sim/report/exported.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"

namespace tessera {
namespace {

std::string proofText(const ExportProof& proof) {
  if (!proof.bitsEqual) return "on the " + proof.core + ": the output differs";
  if (!proof.guardsIntact) return "on the " + proof.core + ": bytes around the arena were written";
  return "on the " + proof.core + ": output bits equal, nothing written around the arena";
}

std::string sectionsText(const ExportProof& proof) {
  return fmt::format("{} of code and constants, {} of zeroed and {} of initialised data, on the {}",
                     kib(proof.sections->flash), kib(proof.sections->bss),
                     kib(proof.sections->data), proof.core);
}

Facts summaryOf(const ExportReport& report, const Reader& reader) {
  Summary summary(reader);
  addModel(summary, report.model, reader);
  summary.setting("schedule", report.run.schedule.name);
  summary.setting("order", orderText(report.model.graph, report.run));
  summary.setting("runtime", runtimeText(report.runtime));
  summary.setting("arena", arenaText(report.run.arena.value()));
  summary.setting("input", report.library.streams ? "delivered while the network runs"
                                                  : "copied before the network runs");
  summary.result("written",
                 fmt::format("{} files in {}", report.library.files.size(), report.folder));
  if (!report.proof) return summary.facts();
  if (report.proof->sections) summary.result("sizes", sectionsText(*report.proof));
  summary.result("proof", proofText(*report.proof));
  return summary.facts();
}

Table programRow(const ExportReport& report) {
  Table table;
  for (const char* key : {"model", "schedule", "runtime", "folder", "arena_bytes", "input_bytes",
                          "output_bytes", "core", "bits_equal", "guards_intact"}) {
    table.columns.push_back(programColumn(key));
  }
  const auto flag = [&](bool ExportProof::*member) -> std::string {
    return report.proof ? (*report.proof.*member ? "1" : "0") : "";
  };
  table.rows.push_back(
      {{report.model.name, report.run.schedule.name, report.runtime.name, report.folder,
        std::to_string(report.library.arenaBytes), std::to_string(report.library.inputBytes),
        std::to_string(report.library.outputBytes), report.proof ? report.proof->core : "",
        flag(&ExportProof::bitsEqual), flag(&ExportProof::guardsIntact)}});
  return table;
}

Headline headlineOf(const ExportReport& report) {
  const std::string what = fmt::format("{} runs in {} of C", report.run.schedule.name,
                                       kib(report.run.arena.value().plan.arena));
  if (!report.proof) return {"written: " + what + ", not proven", Ink::plain};
  if (report.proof->passed()) return {"proven: " + what + ", bits equal", Ink::good};
  return {"not proven: " + proofText(*report.proof), Ink::alarm};
}

}  // namespace

Document documentOf(const ExportReport& report, const Reader& reader) {
  if (reader.isProgram()) return programDocument(programRow(report));
  Document document{report.model.name, summaryOf(report, reader)};
  document.headline = headlineOf(report);
  addCounting(document, report.model, report.runtime, {&report.run.schedule}, reader);
  return document;
}

}  // namespace tessera
