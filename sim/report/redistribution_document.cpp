#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/architecture/architecture_json_write.h"
#include "sim/report/field_document.h"
#include "sim/report/model_text.h"
#include "sim/report/redistribution.h"
#include "sim/report/run_figures.h"
#include "sim/study/budgets.h"

namespace tessera {
namespace {

using nas::StagedNetwork;

std::string pairText(const Extent& extent) {
  return fmt::format("{}x{}", extent.rows, extent.columns);
}

std::string signedPercent(double part) { return fmt::format("{:+.2f} %", 100 * part); }

double change(Macs now, Macs before) {
  return static_cast<double>((now - before).count()) / static_cast<double>(before.count());
}

double ofStage(const StagedNetwork& of) {
  return static_cast<double>(of.stageExtra.count()) / static_cast<double>(of.stageOnce.count());
}

std::string changesText(const StagedNetwork& of) {
  std::string text;
  for (const std::string& each : of.changes) text += (text.empty() ? "" : "; ") + each;
  return text.empty() ? "as it is" : text;
}

/// Whether a schedule of the whole space makes the network as it is no dearer than a proposal.
bool noLongerPays(const RedistributionReport& report) {
  if (!report.elsewhere) return false;
  const auto& proposals = report.found.proposals;
  return proposals.empty() || report.elsewhere->extra <= proposals.front().stageExtra;
}

Facts factsOf(const RedistributionReport& report) {
  const StagedNetwork& before = report.found.before;
  Facts facts;
  facts.list = {
      {"stage", fmt::format("{}: {} layers, patches of {} input pixels", before.schedule,
                            before.stageLayers, pairText(before.patch))},
      {"peak", kib(before.cost.peak)},
      {"overlap", fmt::format("{} of the stage's MACs, {} of the network's",
                              signedPercent(ofStage(before)), signedPercent(before.extra()))},
      {"MACs", fmt::format("{}; proposals stay within {:g} %", siCount(before.once.count()),
                           100 * report.request.macsTolerance)},
      {"receptive field",
       fmt::format("{} input pixels before the pool; proposals have at least {:g} % "
                   "of it",
                   before.field, 100 * (1 - report.request.fieldTolerance))},
      {"runtime", report.runtime}};
  if (report.target && !report.target->device.name.empty()) {
    facts.list.push_back({"target", fullName(report.target->device)});
  }
  facts.list.push_back({"tried", fmt::format("{} networks", report.found.tried)});
  if (!report.elsewhere) return facts;
  const Candidate& best = *report.elsewhere;
  const double extra =
      static_cast<double>(best.extra.count()) / static_cast<double>(best.totals.macs.count());
  facts.list.push_back(
      {"whole space",
       fmt::format("without any change of the network, a schedule of the whole space "
                   "has a peak of {} at {}: {}",
                   kib(best.totals.peak), signedPercent(extra),
                   noLongerPays(report) ? "redistribution no longer pays"
                                        : "redistribution still saves work")});
  return facts;
}

Headline headlineOf(const RedistributionReport& report) {
  if (noLongerPays(report)) {
    const Candidate& best = *report.elsewhere;
    return {fmt::format("no change is needed: a schedule of the whole space has a peak of {} at {} "
                        "extra MACs",
                        kib(best.totals.peak), finePercent(ratio(best.extra, best.totals.macs))),
            Ink::good};
  }
  if (!report.picked) {
    return {"no change within the tolerances makes the overlap cheaper", Ink::alarm};
  }
  const StagedNetwork& best = report.found.proposals[*report.picked];
  const StagedNetwork& before = report.found.before;
  return {fmt::format("overlap {} -> {} of the network's MACs, patches {} -> {}, peak {} -> {}",
                      signedPercent(before.extra()), signedPercent(best.extra()),
                      pairText(before.patch), pairText(best.patch), kib(before.cost.peak),
                      kib(best.cost.peak)),
          Ink::good};
}

Row rowOf(const RedistributionReport& report, const std::string& number, const StagedNetwork& of) {
  const auto time = milliseconds(report.target, of.cost.cycles);
  return {{number, figure(kib(of.cost.peak), of.cost.peak.count()),
           figure(signedPercent(of.extra()), of.stageExtra.count()),
           figure(signedPercent(ofStage(of)), ""), pairText(of.patch),
           figure(number.empty() ? siCount(of.once.count())
                                 : signedPercent(change(of.once, report.found.before.once)),
                  of.once.count()),
           std::to_string(of.field), figure(siCount(of.cost.parameters), of.cost.parameters),
           time ? figure(fmt::format("{:.1f}", *time), fmt::format("{:.4f}", *time)) : Cell(),
           changesText(of)}};
}

Table proposalTable(const RedistributionReport& report, std::size_t most) {
  Table table{{{"", Align::right, false, "number"},
               {"peak", Align::right, false, "peak_bytes"},
               {"extra", Align::right, false, "extra_macs"},
               {"of stage", Align::right},
               {"patch", Align::right, false, "patch"},
               {"MACs", Align::right, false, "macs"},
               {"field", Align::right, false, "receptive_field"},
               {"params", Align::right, false, "parameters"},
               {"ms", Align::right, false, "milliseconds"},
               {"changes", Align::left, true, "changes"}},
              {}};
  if (!report.found.before.cost.cycles) table.columns[8].title.clear();
  table.rows.push_back(rowOf(report, "", report.found.before));
  for (std::size_t i = 0; i < std::min(most, report.found.proposals.size()); ++i) {
    table.rows.push_back(rowOf(report, std::to_string(i + 1), report.found.proposals[i]));
  }
  return table;
}

/// Each layer as a line of JSON, by name, in order.
std::vector<std::pair<std::string, std::string>> layerLines(const arch::Architecture& network) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const arch::Layer& layer : network.layers) {
    arch::Architecture one;
    one.name = one.description = one.source = "n";
    one.input = network.input;
    one.layers = {layer};
    const std::string text = arch::architectureJson(one);
    const std::size_t begin = text.find("\"layers\": [") + 16;
    lines.emplace_back(arch::nameOf(layer), text.substr(begin, text.find('\n', begin) - begin));
  }
  return lines;
}

Table layerTable(const RedistributionReport& report) {
  Table table{{{"layer", Align::left},
               {"before", Align::left, true},
               {"after", Align::left, true},
               {"weights", Align::left}},
              {}};
  const auto before = layerLines(report.request.network);
  const auto after = layerLines(report.found.proposals[*report.picked].network);
  const auto lineOf = [](const auto& lines, const std::string& name) {
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [&](const auto& line) { return line.first == name; });
    return found == lines.end() ? std::string("-") : found->second;
  };
  const auto keeps = [&](const std::string& name) {
    return std::find(report.kept.begin(), report.kept.end(), name) != report.kept.end();
  };
  for (const auto& [name, line] : before) {
    const std::string now = lineOf(after, name);
    if (now != line) {
      table.rows.push_back({{name, line, now, now == "-" ? "" : keeps(name) ? "old" : "fresh"}});
    }
  }
  for (const auto& [name, line] : after) {
    if (lineOf(before, name) == "-") table.rows.push_back({{name, "-", line, "fresh"}});
  }
  return table;
}

}  // namespace

Document documentOf(const RedistributionReport& report, bool all, const Reader& reader) {
  constexpr std::size_t mostRows = 8;
  const std::size_t rows = all ? SIZE_MAX : mostRows;
  if (reader.isProgram()) return programDocument(proposalTable(report, SIZE_MAX));
  Document document{report.model, factsOf(report)};
  document.headline = headlineOf(report);
  std::vector<Section> bill = fieldSections(report.graph, report.field, 0);
  document.sections.push_back(std::move(bill.back()));
  Section proposals{"Proposals, the cheapest overlap first; above them the network as it is",
                    {proposalTable(report, rows)}};
  if (report.found.proposals.size() > rows) {
    proposals.content.emplace_back(
        Remark{fmt::format("{} more; --all lists them", report.found.proposals.size() - rows)});
  }
  document.sections.push_back(std::move(proposals));
  if (report.picked) {
    document.sections.push_back(
        {fmt::format("What changes in proposal {}", *report.picked + 1),
         {Remark{changesText(report.found.proposals[*report.picked])}, layerTable(report)}});
  }
  document.notes = {
      "Accuracy is not known: the new layers want training. MCUNetV2's redistributed "
      "MobileNetV2 had 72.1 % where the old one had 72.2 %."};
  return document;
}

}  // namespace tessera
