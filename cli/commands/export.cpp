#include "cli/commands/export.h"

#include <filesystem>
#include <utility>

#include "cli/commands/verify_inputs.h"
#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/host_proof.h"
#include "cli/model_reader.h"
#include "core/error.h"
#include "sim/memory/validate.h"
#include "sim/report/run_figures.h"
#include "sim/verify/reference_run.h"
#include "sim/verify/tile_table.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

void checkFolder(const ExportArguments& arguments) {
  if (arguments.folder.empty()) {
    throw Error(ErrorCode::usage, "there is no folder to write to", {}, "add -o DIR");
  }
  const fs::path folder = arguments.folder;
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder)) {
    throw Error(ErrorCode::usage, "this is no folder", arguments.folder, "name another with -o");
  }
  if (fs::is_empty(folder) || arguments.overwrite) return;
  throw Error(ErrorCode::usage, "this folder is not empty", arguments.folder,
              "name another with -o, or add --overwrite");
}

Runtime countingRuntime(const ExportArguments& arguments, const ModelReader& reader) {
  Runtime runtime = runtimeOf(arguments.model.request, reader.isInterpreted(arguments.model.path));
  if (!runtime.rules.allOverlap) return runtime;
  throw Error(ErrorCode::unsupported,
              runtime.name + " only gives a bound, which cannot be executed", {},
              "add --count all_overlap=no");
}

std::vector<std::byte> joined(const Graph& graph, std::span<const TensorId> tensors,
                              const tessera::verify::TensorBytes& values) {
  std::vector<std::byte> bytes;
  for (const TensorId id : tensors) {
    const auto& each = tessera::verify::bytesOf(graph, values, id);
    bytes.insert(bytes.end(), each.begin(), each.end());
  }
  return bytes;
}

exported::TestVector vectorOf(const tessera::verify::ReferenceRun& reference) {
  const Graph& graph = reference.graph;
  return {joined(graph, graph.inputs(), reference.inputs),
          joined(graph, graph.outputs(), reference.expected)};
}

exported::Library generated(const Study& study, const ScheduleRun& run,
                            const exported::TestVector& vector) {
  const RunArena& arena = *run.arena;
  if (const auto fault = validate(arena.problem, arena.plan)) {
    throw Error(ErrorCode::internal,
                "the plan is wrong: " + describe(*fault, bufferNames(study.graph(), run.trace)), {},
                "this is a bug, please report it");
  }
  const auto tiles = tessera::verify::scheduleTiles(study.graph(), run.schedule);
  return exported::libraryOf({study.graph(), run.schedule, run.trace, arena.plan, tiles}, vector);
}

void writeLibrary(const exported::Library& library, const std::string& folder) {
  fs::create_directories(folder);
  for (const auto& [name, text] : library.files)
    writeOutput((fs::path(folder) / name).string(), text);
}

}  // namespace

ReportFormats<ExportReport> exportFormats(const ExportArguments& arguments) {
  const auto document = [rules = arguments.output.rules](const ExportReport& report,
                                                         const Reader& reader) {
    return documentOf(report, reader.withRules(rules));
  };
  return withDocuments<ExportReport>(document, {plainFormat("json", exportJson)});
}

int exportLibrary(const ExportArguments& arguments) {
  checkFolder(arguments);
  const ModelReader reader = modelReader(arguments.model.verbosity);
  const StudyRequest& request = arguments.model.request;
  const Runtime runtime = countingRuntime(arguments, reader);
  auto [model, deployment] = loadStored(arguments.model.path, request, runtime, reader);
  exported::requireGenerated(model.graph);
  tessera::verify::checkFitsMemory(model.graph);
  VerifyInputs inputs = verifyInputs(model.graph, arguments.seed, arguments.inputs);
  const auto reference =
      tessera::verify::referenceRun(model.graph, std::move(inputs.values), deployment);
  model.graph = reference.graph;
  StudyProgress progress(arguments.model);
  const Study study(std::move(model), runtime, {}, request, progress.watch());
  ExportReport report{study.model(),
                      study.runtime(),
                      study.run(study.schedule(request.schedule)),
                      arguments.folder,
                      {},
                      std::move(inputs.sources),
                      {}};
  report.library = generated(study, report.run, vectorOf(reference));
  if (arguments.prove == ProofCore::host) report.proof = proveOnHost(report.library);
  writeLibrary(report.library, arguments.folder);
  writeReports(report, exportFormats(arguments), arguments.output);
  return report.proof && !report.proof->passed() ? exitFinding : exitDone;
}

}  // namespace tessera::cli
