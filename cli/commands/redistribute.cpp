#include "cli/commands/redistribute.h"

#include <algorithm>
#include <utility>

#include "cli/architecture_reader.h"
#include "cli/commands/nas_request.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/model_reader.h"
#include "cli/old_weights.h"
#include "core/architecture/architecture_json_write.h"
#include "core/error.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/parse_schedule.h"
#include "sim/search/search_spaces.h"

namespace tessera::cli {
namespace {

/// The stage that the schedule names: a first one of whole layers in patches.
void readStage(const std::string& schedule, nas::RedistributeRequest& request) {
  const Graph graph = nas::graphOf(request.network, request.rules.deployment);
  const Program program(graph, request.rules.counting);
  const Schedule read = parseSchedule(program, schedule, request.patches);
  const Block& stage = read.blocks.front();
  if (stage.whole() || stage.tile) {
    throw Error(ErrorCode::usage, "the schedule '" + schedule + "' has no first stage in patches",
                {}, "write one, such as --schedule patch:4x4@auto");
  }
  request.patches.grid = stage.grid;
  request.stageLayers = nas::layersUpTo(request.network, graph[stage.operators.back()].name);
}

/// The stage of whole layers of least peak in the grid; of several that with the least overlap.
void findStage(std::optional<Bytes> sram, nas::RedistributeRequest& request) {
  std::optional<nas::StagedNetwork> best;
  const auto better = [&](const nas::StagedNetwork& a, const nas::StagedNetwork& b) {
    const auto fits = [&](const auto& of) { return sram && of.cost.peak <= *sram; };
    if (fits(a) && fits(b)) return a.stageExtra < b.stageExtra;
    return std::pair(a.cost.peak, a.stageExtra) < std::pair(b.cost.peak, b.stageExtra);
  };
  for (std::size_t layers = 1; layers < request.network.layers.size(); ++layers) {
    nas::RedistributeRequest tried = request;
    tried.stageLayers = layers;
    try {
      nas::StagedNetwork run = nas::staged(tried);
      if (!best || better(run, *best)) best = std::move(run);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::input) throw;  // it cannot be built
      break;                                        // a pool, or a map smaller than the grid
    }
  }
  if (!best) {
    throw Error(ErrorCode::unsupported,
                "no first layers of the network run in patches of that grid", request.network.name,
                "choose a coarser --grid");
  }
  request.stageLayers = best->stageLayers;
}

/// The cheapest schedule of the whole space that needs no more memory than the stage.
std::optional<Candidate> elsewhere(const Program& program, const Block& patches,
                                   const nas::StagedNetwork& before) {
  PatchSearchOptions options;
  options.patches = patches;
  const SearchResult found = searchSpace(program, searchSpaceNamed("all"), options);
  std::optional<Candidate> best;
  for (const Candidate& candidate : found.candidates) {
    if (candidate.totals.peak > before.cost.peak) break;
    if (!best || candidate.extra < best->extra) best = candidate;
  }
  return best;
}

/// The proposal that is asked for; the first where there is one.
std::optional<std::size_t> picked(const RedistributeArguments& arguments,
                                  const nas::Redistribution& found) {
  const auto pick = static_cast<std::size_t>(arguments.pick);
  if (pick <= found.proposals.size()) return pick - 1;
  if (pick == 1) return std::nullopt;
  throw Error(ErrorCode::usage, "there is no proposal " + std::to_string(pick) + " to pick", {},
              "there are " + std::to_string(found.proposals.size()) + "; --all lists them");
}

/// Throws Error(noPlan) where neither the network nor a proposal fits the budget.
void checkBudget(std::optional<Bytes> sram, const RedistributionReport& report) {
  if (!sram) return;
  Bytes least = report.found.before.cost.peak;
  for (const nas::StagedNetwork& each : report.found.proposals) {
    least = std::min(least, each.cost.peak);
  }
  if (least <= *sram) return;
  throw Error(ErrorCode::noPlan,
              "the least peak of '" + report.found.before.schedule + "' and its proposals is " +
                  kib(least) + ", above the budget of " + kib(*sram),
              report.model, "try a finer --grid, or tessera search");
}

/// The model in real numbers, its batch normalizations folded.
Graph trainedGraph(const RedistributeArguments& arguments) {
  ImportOptions options;
  options.deployment = Deployment::float32;
  options.openAsOne = true;
  return Graph(deploy(modelReader(Verbosity::quiet).import(arguments.model.path, options).network,
                      Deployment::float32));
}

void savePicked(const RedistributeArguments& arguments, RedistributionReport& report) {
  arch::Architecture network = report.found.proposals[*report.picked].network;
  network.name += "-rd";
  network.description = network.name;
  network.source = "redistributed by tessera from " + report.model;
  network.published.reset();
  if (!arguments.saveArchitecture.empty()) {
    writeOutput(arguments.saveArchitecture, arch::architectureJson(network));
  }
  const Graph trained = trainedGraph(arguments);
  report.kept = keptLayers(network, trained);
  if (!arguments.saveOnnx.empty()) withOldWeights(network, trained).save(arguments.saveOnnx);
}

}  // namespace

ReportFormats<RedistributionReport> redistributionFormats(const RedistributeArguments& arguments) {
  const auto document = [all = arguments.all](const RedistributionReport& report,
                                              const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<RedistributionReport>(document, {plainFormat("json", redistributionJson)});
}

int redistribute(const RedistributeArguments& arguments) {
  const StudyRequest& asked = arguments.model.request;
  const NetworkRules rules = networkRules(asked, std::nullopt, std::nullopt);
  nas::RedistributeRequest request;
  request.network = architectureIn(arguments.model.path, arguments.model.verbosity);
  request.rules = rules.costs;
  request.patches = rules.patches;
  request.patches.grid = {arguments.grid, arguments.grid};
  request.macsTolerance = arguments.macsTolerance;
  request.fieldTolerance = arguments.fieldTolerance;
  request.mostMoves = static_cast<std::size_t>(arguments.moves);
  if (asked.schedule == "layer") {
    findStage(rules.limits.sram, request);
  } else {
    readStage(asked.schedule, request);
  }
  Graph graph = nas::graphOf(request.network, request.rules.deployment);
  const Program program(graph, request.rules.counting);
  nas::Redistribution found = nas::redistribute(request);
  const Schedule schedule = patchBased(
      graph,
      operatorNamed(graph, arch::lastOperator(request.network.layers[request.stageLayers - 1])),
      request.patches);
  RedistributionReport report{
      request.network.name,           request, std::move(found),   {},           graph,
      fieldReport(program, schedule), {},      rules.runtime.name, rules.target, {}};
  report.picked = picked(arguments, report.found);
  if (arguments.wholeSpace)
    report.elsewhere = elsewhere(program, rules.patches, report.found.before);
  if (report.picked) savePicked(arguments, report);
  writeReports(report, redistributionFormats(arguments), arguments.output);
  checkBudget(rules.limits.sram, report);
  return report.picked ? exitDone : exitFinding;
}

}  // namespace tessera::cli
