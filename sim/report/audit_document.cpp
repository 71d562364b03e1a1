#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/report/audit.h"
#include "sim/report/describe.h"
#include "sim/report/document_parts.h"
#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"

namespace tessera {
namespace {

constexpr std::size_t foldedRows = 20;

struct Sums {
  double predicted = 0;
  double measured = 0;
  double apart = 0;  ///< of each operator, whatever its sign
};

Sums sumsOf(const AuditReport& report) {
  Sums sums;
  for (const AuditRow& row : report.rows) {
    if (!row.predicted) continue;
    sums.predicted += *row.predicted;
    sums.measured += row.measured;
    sums.apart += std::abs(*row.predicted - row.measured);
  }
  return sums;
}

double millisecondsOf(const AuditReport& report, double cycles) {
  return 1e3 * cycles / static_cast<double>(report.simulation.target->device.clock->count());
}

/// The largest difference first.
std::vector<std::size_t> worstOrder(const AuditReport& report) {
  std::vector<std::size_t> order(report.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto apart = [&](std::size_t i) {
    const AuditRow& row = report.rows[i];
    return row.predicted ? std::abs(*row.predicted - row.measured) : 0.0;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return apart(a) > apart(b); });
  return order;
}

Cell timeCell(const AuditReport& report, const std::optional<double>& cycles) {
  if (!cycles) return {};
  return figure(fmt::format("{:.4g}", millisecondsOf(report, *cycles)),
                fmt::format("{:.0f}", *cycles));
}

Cell errorCell(const std::optional<double>& predicted, double measured) {
  if (!predicted || !(measured > 0)) return {};
  const double error = *predicted / measured - 1;
  return figure(signedPercent(error), fmt::format("{:.4f}", error));
}

Row rowOf(const AuditReport& report, const AuditRow& row, double apart) {
  const Operator& op = report.simulation.model.graph[row.op];
  const double share =
      row.predicted && apart > 0 ? std::abs(*row.predicted - row.measured) / apart : 0;
  return {{op.name, op.type, timeCell(report, row.predicted), timeCell(report, row.measured),
           errorCell(row.predicted, row.measured),
           row.predicted ? figure(percent(share), fmt::format("{:.4f}", share)) : Cell()},
          row.predicted ? Ink::plain : Ink::dim};
}

Table auditTable(const AuditReport& report, std::size_t most) {
  Table table{{nameColumn("operator"),
               {"type", Align::left, false, "type"},
               {"predicted ms", Align::right, false, "predicted_cycles"},
               {"measured ms", Align::right, false, "measured_cycles"},
               {"error", Align::right, false, "error"},
               {"of all errors", Align::right, false, "share_of_errors"}},
              {}};
  table.columns.front().key = "operator";
  table.columns[1].yields = true;
  const Sums sums = sumsOf(report);
  const std::vector<std::size_t> order = worstOrder(report);
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) {
    table.rows.push_back(rowOf(report, report.rows[order[i]], sums.apart));
  }
  if (order.size() > most) {
    table.rows.push_back(othersRow(order.size() - most, 0, table.columns.size()));
  }
  return table;
}

std::string namesText(const AuditReport& report) {
  std::string text;
  constexpr std::size_t shown = 3;
  for (std::size_t i = 0; i < std::min(shown, report.notMeasured.size()); ++i) {
    text += (text.empty() ? "'" : ", '") +
            report.simulation.model.graph[report.notMeasured[i]].name + "'";
  }
  return report.notMeasured.size() > shown ? text + ", ..." : text;
}

Headline headlineOf(const AuditReport& report) {
  const Sums sums = sumsOf(report);
  const double off = sums.measured > 0 ? sums.predicted / sums.measured - 1 : 0;
  const double each = sums.measured > 0 ? sums.apart / sums.measured : 0;
  const bool within = std::abs(off) <= report.simulation.target->latency->expectedError;
  return {fmt::format("predicted {:.4g} ms, measured {:.4g} ms: {} in all, {} operator by operator",
                      millisecondsOf(report, sums.predicted), millisecondsOf(report, sums.measured),
                      signedPercent(off), percent(each)),
          within ? Ink::good : Ink::alarm};
}

}  // namespace

Document documentOf(const AuditReport& report, bool all, const Reader& reader) {
  const std::size_t count = report.rows.size();
  if (reader.isProgram()) return programDocument(auditTable(report, count));
  const SimulationReport& run = report.simulation;
  Document document{run.model.name + " on " + run.target->device.name};
  document.headline = headlineOf(report);
  document.summary = {{{"runtime", run.runtime.name},
                       {"schedule", run.run.schedule.name},
                       {"expected", trustText(*run.target)}},
                      12};
  document.sections.push_back(
      {"Operators, the largest difference first",
       {auditTable(report, all || !reader.isAtTerminal() ? count : foldedRows)}});
  if (!report.notMeasured.empty()) {
    document.notes.push_back(fmt::format("{} of {} operators are not in the measurements: {}",
                                         report.notMeasured.size(),
                                         report.notMeasured.size() + count, namesText(report)));
  }
  for (const std::string& name : report.notRecognised) {
    document.notes.push_back("no operator is called '" + name + "'");
  }
  return document;
}

}  // namespace tessera
