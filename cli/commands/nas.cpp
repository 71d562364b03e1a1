#include "cli/commands/nas.h"

#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "cli/commands/nas_request.h"
#include "cli/document_formats.h"
#include "cli/evaluator.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/score_journal.h"
#include "core/architecture/architecture_json_write.h"
#include "core/error.h"
#include "importers/architecture/build_float.h"
#include "sim/nas/naswot.h"
#include "sim/nas/read_space.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "sim/schedule/schedule_json.h"
#include "sim/search/parse_schedule.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

tessera::nas::Objective evaluatorObjective(const NasArguments& arguments) {
  Evaluator evaluator{arguments.evaluator, arguments.evaluatorTimeout,
                      static_cast<std::size_t>(arguments.jobs)};
  if (arguments.jobs == 0) evaluator.jobs = std::max(1U, std::thread::hardware_concurrency());
  return {"evaluator", [evaluator](const auto& networks, const auto&) {
            return evaluated(evaluator, networks);
          }};
}

tessera::nas::Objective naswotObjective(std::uint64_t seed) {
  return {"naswot", [seed](const std::vector<arch::Architecture>& networks, const auto&) {
            std::vector<std::optional<double>> scores;
            for (const auto& network : networks) {
              if (InterruptGuard::stop()) break;
              scores.emplace_back(tessera::nas::naswotScore(network, seed));
            }
            scores.resize(networks.size());
            return scores;
          }};
}

tessera::nas::Objective objectiveOf(const NasArguments& arguments) {
  if (!arguments.evaluator.empty()) return evaluatorObjective(arguments);
  if (arguments.objective == "parameters") return tessera::nas::parametersObjective();
  if (arguments.objective == "naswot") {
    return naswotObjective(static_cast<std::uint64_t>(arguments.seed));
  }
  return tessera::nas::macsObjective();
}

/// A network of the answer with the schedule that it runs under.
struct PlannedNetwork {
  arch::Architecture network;
  Graph graph;
  Schedule schedule;
};

/// Plans the Pareto set, and leaves out what no longer fits: budgets are judged by the arena.
std::vector<PlannedNetwork> planPareto(const NetworkRules& rules, NasReport& report) {
  std::vector<std::size_t> kept;
  std::vector<PlannedNetwork> planned;
  for (const std::size_t index : report.result.pareto) {
    const tessera::nas::NasPoint& point = report.result.points[index];
    arch::Architecture network = tessera::nas::architectureOf(report.request.space, point.genome);
    network.description = tessera::nas::genomeText(point.genome);
    const Graph graph = tessera::nas::graphOf(network, rules.costs.deployment);
    const Program program(graph, rules.runtime.rules);
    Schedule schedule = parseSchedule(program, point.cost.schedule, rules.patches);
    const Bytes arena = planArena(foldedTrace(program, schedule), rules.runtime).plan.arena;
    if (rules.limits.sram && arena > *rules.limits.sram) continue;
    kept.push_back(index);
    report.arenas.push_back(arena);
    planned.push_back({std::move(network), graph, std::move(schedule)});
  }
  report.result.pareto = std::move(kept);
  return planned;
}

void saveNetworks(std::vector<PlannedNetwork> networks, const std::string& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw Error(ErrorCode::input, "the folder cannot be made", folder, failed.message());
  std::size_t number = 0;
  for (PlannedNetwork& each : networks) {
    each.network.name += fmt::format("-{}", ++number);
    const std::string base = (fs::path(folder) / each.network.name).string();
    writeOutput(base + ".json", arch::architectureJson(each.network));
    arch::buildFloat(each.network, {}).save(base + ".onnx");
    writeOutput(base + ".schedule.json", writeSchedule(each.graph, each.schedule));
  }
}

/// What a journal's scores are of: other objectives have other ones.
std::string journalSubject(const NasArguments& arguments, const std::string& objective) {
  std::string subject = "space " + arguments.space + ", objective " + objective;
  if (!arguments.evaluator.empty()) subject += " '" + arguments.evaluator + "'";
  return subject;
}

void tellRate(std::size_t scored, Clock::duration took) {
  const double seconds = std::chrono::duration<double>(took).count();
  fmt::print(stderr, "tessera: {} networks scored in {:.1f} s, {:.3g} a second\n", scored, seconds,
             static_cast<double>(scored) / std::max(seconds, 1e-9));
}

tessera::nas::NasResult searched(const NasArguments& arguments,
                                 const tessera::nas::NasRequest& request,
                                 const tessera::nas::Objective& objective) {
  std::unique_ptr<ScoreJournal> journal;
  if (!arguments.journal.empty()) {
    journal = std::make_unique<ScoreJournal>(arguments.journal,
                                             journalSubject(arguments, objective.name));
  }
  const InterruptGuard guard;
  Progress progress("searching networks", arguments.output.verbosity);
  tessera::nas::NasWatch watch;
  watch.stop = &InterruptGuard::stop();
  watch.progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
  if (journal) watch.known = journal->known();
  std::size_t scored = 0;
  watch.scored = [&](const std::string& network, std::optional<double> score) {
    ++scored;
    if (journal) journal->add(network, score);
  };
  const auto start = Clock::now();
  tessera::nas::NasResult result = tessera::nas::searchNetworks(request, objective, watch);
  const bool tell = arguments.output.verbosity != Verbosity::quiet;
  if (tell && objective.name != "macs" && objective.name != "parameters") {
    tellRate(scored, Clock::now() - start);
  }
  return result;
}

}  // namespace

ReportFormats<NasReport> nasFormats(const NasArguments& arguments) {
  const auto document = [all = arguments.all](const NasReport& report, const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<NasReport>(document,
                                  {plainFormat("json", nasJson), plainFormat("svg", nasSvg)});
}

int nas(const NasArguments& arguments) {
  const NetworkRules rules = networkRules(arguments.request, arguments.flash, arguments.latency);
  NasReport report;
  report.request = {tessera::nas::spaceNamedOrRead(arguments.space),
                    rules.costs,
                    rules.patches,
                    arguments.schedules,
                    rules.limits,
                    static_cast<std::uint64_t>(arguments.seed),
                    arguments.evolution};
  const tessera::nas::Objective objective = objectiveOf(arguments);
  report.objective = objective.name;
  report.runtime = rules.runtime.name;
  report.target = rules.target;
  report.result = searched(arguments, report.request, objective);
  std::vector<PlannedNetwork> planned = planPareto(rules, report);
  if (!arguments.save.empty()) saveNetworks(std::move(planned), arguments.save);
  writeReports(report, nasFormats(arguments), arguments.output);
  if (!report.result.complete) return static_cast<int>(ErrorCode::interrupted);
  const std::string misfit = nasMisfit(report);
  if (misfit.empty()) return exitDone;
  throw Error(ErrorCode::noPlan, misfit, report.request.space.name,
              "give more memory, or a space of smaller networks");
}

}  // namespace tessera::cli
