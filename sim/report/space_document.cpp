#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/report/model_text.h"
#include "sim/report/network_words.h"
#include "sim/report/space.h"
#include "sim/report/space_figures.h"

namespace tessera {
namespace {

using nas::SpaceRow;

Facts factsOf(const SpaceReport& report) {
  const nas::SpaceRequest& request = report.request;
  Facts facts;
  facts.list = {
      {"space", request.space.what},
      {"source", request.space.source},
      {"schedules", schedulesText(request.schedules)},
      {"must fit", limitsText(report.request.limits) + "; the peak is held against the SRAM"},
      {"runtime", report.runtime},
      {"drawn", fmt::format("{} networks of each width and resolution, seed {}", request.samples,
                            request.seed)}};
  if (report.target && !report.target->device.name.empty()) {
    facts.list.insert(facts.list.begin() + 5, {"target", fullName(report.target->device)});
  }
  return facts;
}

Headline headlineOf(const SpaceReport& report) {
  if (!report.study.best) return {spaceMisfit(report), Ink::alarm};
  const SpaceRow& best = report.study.rows[*report.study.best];
  const std::string mean = siCount(static_cast<std::int64_t>(best.meanMacs()));
  const std::string name = rowName(report.request.space, best);
  if (best.kept.size() == 1) {
    return {fmt::format("{}: {} MACs in the one network that fits", name, mean), Ink::good};
  }
  return {fmt::format("{}: {} MACs in the mean of the {} networks that fit", name, mean,
                      best.kept.size()),
          Ink::good};
}

std::vector<const SpaceRow*> ranked(const SpaceReport& report, bool all) {
  std::vector<const SpaceRow*> rows;
  for (const SpaceRow& row : report.study.rows) {
    if (all || !row.kept.empty()) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const SpaceRow* a, const SpaceRow* b) {
    return a->meanMacs() > b->meanMacs();
  });
  return rows;
}

Cell macsCell(const SpaceRow& row, double part) {
  if (row.kept.empty()) return figure("-", "");
  const std::int64_t macs = row.quantile(part).count();
  return figure(siCount(macs), macs);
}

Row rowOf(const SpaceReport& report, const SpaceRow& row) {
  const double share =
      row.samples == 0 ? 0.0
                       : static_cast<double>(row.kept.size()) / static_cast<double>(row.samples);
  const auto mean = static_cast<std::int64_t>(row.meanMacs());
  return {{widthText(report.request.space, row), resolutionText(report.request.space, row),
           figure(fmt::format("{:.1f} %", 100 * share), static_cast<std::int64_t>(row.kept.size())),
           row.kept.empty() ? figure("-", "") : figure(siCount(mean), mean), macsCell(row, 0.0),
           macsCell(row, 0.25), macsCell(row, 0.5), macsCell(row, 0.75), macsCell(row, 1.0),
           std::to_string(row.samples)}};
}

Table tableOf(const SpaceReport& report, bool all, std::size_t most) {
  Table table{{{"width", Align::right, false, "width"},
               {"resolution", Align::right, false, "resolution"},
               {"fit", Align::right, false, "fitting"},
               {"mean MACs", Align::right, false, "mean_macs"},
               {"least", Align::right, false, "least_macs"},
               {"quarter", Align::right, false, "quarter_macs"},
               {"median", Align::right, false, "median_macs"},
               {"3 quarters", Align::right, false, "three_quarters_macs"},
               {"most", Align::right, false, "most_macs"},
               programColumn("samples")},
              {}};
  for (const SpaceRow* row : ranked(report, all)) {
    if (table.rows.size() == most) break;
    table.rows.push_back(rowOf(report, *row));
  }
  return table;
}

}  // namespace

std::string spaceMisfit(const SpaceReport& report) {
  if (report.study.best) return {};
  return noNetworkFits(report.request.limits, report.study.smallest);
}

Document documentOf(const SpaceReport& report, bool all, const Reader& reader) {
  constexpr std::size_t mostRows = 16;
  if (reader.isProgram()) return programDocument(tableOf(report, true, SIZE_MAX));
  Document document{report.request.space.name, factsOf(report)};
  document.headline = headlineOf(report);
  Table table = tableOf(report, all, all ? SIZE_MAX : mostRows);
  const std::size_t fitting = ranked(report, false).size();
  Section section{"Work of the networks that fit, the largest mean first"};
  if (!table.rows.empty()) section.content.emplace_back(std::move(table));
  if (!all && fitting > mostRows) {
    section.content.emplace_back(Remark{
        fmt::format("{} more; --all lists all {}", fitting - mostRows, report.study.rows.size())});
  }
  if (!section.content.empty()) document.sections.push_back(std::move(section));
  if (reader.audience == Audience::page) document.pictures.push_back(spaceSvg(report));
  document.notes = {
      "More work in the same memory is more accuracy, says the criterion (TinyNAS); nothing here "
      "was "
      "trained."};
  if (!report.study.complete)
    document.notes.emplace_back("It was stopped: rows have fewer samples.");
  return document;
}

}  // namespace tessera
