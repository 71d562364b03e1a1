#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "sim/report/model_text.h"
#include "sim/report/nas.h"
#include "sim/report/network_words.h"
#include "sim/report/run_figures.h"
#include "sim/study/budgets.h"

namespace tessera {
namespace {

using nas::NasPoint;

bool isCount(const NasReport& report) {
  return report.objective == "macs" || report.objective == "parameters";
}

std::string scoreText(const NasReport& report, double score) {
  return isCount(report) ? siCount(static_cast<std::int64_t>(score)) : fmt::format("{:.6g}", score);
}

std::string objectiveText(const NasReport& report) {
  return report.objective == "macs" ? "MACs" : report.objective;
}

Facts factsOf(const NasReport& report) {
  const nas::NasRequest& request = report.request;
  const nas::NasResult& result = report.result;
  const nas::EvolutionOptions& options = request.evolution;
  Facts facts;
  facts.list = {{"space", request.space.what},
                {"source", request.space.source},
                {"objective", objectiveText(report)},
                {"schedules", schedulesText(request.schedules)},
                {"must fit", limitsText(request.limits)},
                {"runtime", report.runtime}};
  if (report.target && !report.target->device.name.empty()) {
    facts.list.push_back({"target", fullName(report.target->device)});
  }
  facts.list.push_back(
      {"search",
       options.random
           ? fmt::format("random, seed {}", request.seed)
           : fmt::format("evolution: population {}, best {} live on, {} crossed and {} "
                         "mutated at {:g} a generation, {} generations, seed {}",
                         options.population, options.parents, options.crossed, options.mutated,
                         options.mutationRate, options.generations, request.seed)});
  std::string evaluated =
      fmt::format("{} networks of {} whose cost was looked at", result.points.size(), result.drawn);
  if (result.unscored > 0) evaluated += fmt::format("; {} have no score", result.unscored);
  facts.list.push_back({"evaluated", std::move(evaluated)});
  if (!result.history.empty()) {
    facts.list.push_back({"hypervolume", scoreText(report, result.history.back().hypervolume) +
                                             ": score times the part of the SRAM that is left"});
  }
  return facts;
}

Headline headlineOf(const NasReport& report) {
  if (report.result.pareto.empty()) return {nasMisfit(report), Ink::alarm};
  const std::vector<NasPoint>& points = report.result.points;
  const NasPoint& best = points[*std::max_element(
      report.result.pareto.begin(), report.result.pareto.end(),
      [&](std::size_t a, std::size_t b) { return points[a].score < points[b].score; })];
  const std::size_t count = report.result.pareto.size();
  return {
      fmt::format("{} that none other beats; the most: {} {} in {} SRAM",
                  count == 1 ? std::string("one network") : fmt::format("{} networks", count),
                  scoreText(report, best.score), objectiveText(report), kib(best.cost.cost.peak)),
      Ink::good};
}

Row rowOf(const NasReport& report, std::size_t place) {
  const NasPoint& point = report.result.points[report.result.pareto[place]];
  const nas::NetworkCost& cost = point.cost.cost;
  const Bytes arena = report.arenas[place];
  const auto time = milliseconds(report.target, cost.cycles);
  return {{std::to_string(place + 1),
           figure(scoreText(report, point.score), fmt::format("{:.10g}", point.score)),
           figure(siCount(point.cost.once.macs.count()), point.cost.once.macs.count()),
           figure(siCount(cost.parameters), cost.parameters),
           figure(kib(cost.flash), cost.flash.count()), figure(kib(cost.peak), cost.peak.count()),
           figure(kib(arena), arena.count()),
           figure(finePercent(ratio(cost.macs - point.cost.once.macs, point.cost.once.macs)),
                  (cost.macs - point.cost.once.macs).count()),
           time ? figure(fmt::format("{:.1f}", *time), fmt::format("{:.4f}", *time)) : Cell(),
           point.cost.schedule, nas::genomeText(point.genome)}};
}

Table paretoTable(const NasReport& report) {
  Table table{{{"", Align::right, false, "number"},
               {report.objective, Align::right, false, "score"},
               {"MACs", Align::right, false, "macs"},
               {"parameters", Align::right, false, "parameters"},
               {"flash", Align::right, false, "flash_bytes"},
               {"peak", Align::right, false, "peak_bytes"},
               {"arena", Align::right, false, "arena_bytes"},
               {"extra MACs", Align::right, false, "extra_macs"},
               {"ms", Align::right, false, "milliseconds"},
               {"schedule", Align::left, true, "schedule"},
               programColumn("network")},
              {}};
  if (isCount(report)) table.columns[1].title.clear();
  if (!report.request.limits.cycles) table.columns[8].title.clear();
  for (std::size_t i = 0; i < report.result.pareto.size(); ++i) {
    table.rows.push_back(rowOf(report, i));
  }
  return table;
}

Table historyTable(const NasReport& report, bool all) {
  Table table{{{"generation", Align::right},
               {"evaluated", Align::right},
               {"best", Align::right},
               {"hypervolume", Align::right}},
              {}};
  const auto& history = report.result.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!all && i % 5 != 0 && i + 1 != history.size()) continue;
    table.rows.push_back(
        {{std::to_string(history[i].generation), std::to_string(history[i].evaluated),
          scoreText(report, history[i].best), scoreText(report, history[i].hypervolume)}});
  }
  return table;
}

}  // namespace

std::string nasMisfit(const NasReport& report) {
  if (!report.result.pareto.empty()) return {};
  if (report.result.unscored > 0) return "the evaluator has no score for any network that fits";
  return noNetworkFits(report.request.limits, report.result.smallest);
}

Document documentOf(const NasReport& report, bool all, const Reader& reader) {
  if (reader.isProgram()) return programDocument(paretoTable(report));
  Document document{report.request.space.name, factsOf(report)};
  document.headline = headlineOf(report);
  if (!report.result.pareto.empty()) {
    const char* axes = report.request.limits.cycles ? "score, SRAM and time" : "score and SRAM";
    document.sections.push_back({fmt::format("Pareto set: {}", axes), {paretoTable(report)}});
    document.sections.push_back({"Generations", {historyTable(report, all)}});
  }
  if (reader.audience == Audience::page) document.pictures.push_back(nasSvg(report));
  document.notes = {
      "Nothing was trained: accuracy comes in by --evaluator. Published accuracies of these spaces "
      "need their training."};
  if (!report.result.complete) document.notes.emplace_back("It was stopped before its end.");
  return document;
}

}  // namespace tessera
