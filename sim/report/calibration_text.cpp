#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/report/calibration_rows.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/table.h"

namespace tessera {
namespace {

constexpr std::size_t rowsShown = 15;

std::string leftOutErrors(const Calibration& fit) {
  return fmt::format("{} one model left out, {} one family left out",
                     percent(fit.model.errorUnseenModel), percent(fit.model.errorUnseenFamily));
}

std::string heading(const CalibrationReport& report, const TextStyle& style) {
  const auto& rows = report.rows;
  std::string text = inked("Calibration of " + report.engine, Ink::bold, style) + "\n";
  text +=
      keyLine("rows",
              fmt::format("{} of {} models in {} families on {} boards", rows.size(),
                          distinct(rows, &Measurement::path), distinct(rows, &Measurement::family),
                          distinct(rows, &Measurement::board)),
              style);
  for (const std::string& reason : report.leftOut) text += keyLine("left out", reason, style);
  text += keyLine("mean absolute error",
                  percent(report.fit.model.errorFitted) + " fitted, " + leftOutErrors(report.fit),
                  style);
  text += keyLine("rank correlation",
                  fmt::format("{:.3f} with one family left out", rankCorrelation(report)), style);
  const bool counts = report.heldTo.empty();
  text += keyLine(counts ? "counts alone" : "prior alone",
                  leftOutErrors(report.countsAlone) + " (a scale for each board, " +
                      (counts ? "every factor 1)" : "the factors of " + report.heldTo + ")"),
                  style);
  text += keyLine("data alone", leftOutErrors(report.dataAlone) + " (no prior)", style);
  return text;
}

std::string factorsText(const CalibrationReport& report, const TextStyle& style) {
  const auto& unknown = report.fit.notIdentified;
  std::vector<Row> rows;
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    const auto term = static_cast<LatencyTerm>(t);
    const bool guessed = std::find(unknown.begin(), unknown.end(), term) != unknown.end();
    rows.push_back({{std::string(name(term)), fmt::format("{:.2f}", report.fit.model.factors[t]),
                     guessed ? "the prior: no row has 5 % of it" : "fitted"},
                    guessed ? Ink::dim : Ink::plain});
  }
  return sectionTitle("Factors on the counted cycles of CMSIS-NN's kernels", style) +
         renderTable({{"term"}, {"factor", Align::right}, {"from"}}, std::move(rows), style);
}

std::string boardsText(const CalibrationReport& report, const TextStyle& style) {
  std::vector<Row> rows;
  for (const BoardLatency& board : report.fit.model.boards) {
    rows.push_back(
        {{board.board, board.version, std::string(name(board.core)), std::to_string(board.rows),
          fmt::format("{:.3f}", board.scale), fmt::format("{:.2f}", board.flashByte),
          board.spillByte > 0 ? fmt::format("{:.1f}", board.spillByte) : "-"}});
  }
  return sectionTitle("Boards (cycles for each counted cycle, flash byte, byte beyond fast SRAM)",
                      style) +
         renderTable({{"board", Align::left, true},
                      {"version", Align::left, true},
                      {"core"},
                      {"rows", Align::right},
                      {"scale", Align::right},
                      {"flash", Align::right},
                      {"spill", Align::right}},
                     std::move(rows), style);
}

std::string rowsText(const CalibrationReport& report, bool all, const TextStyle& style) {
  const std::vector<std::size_t> order = worstFirst(report);
  const std::size_t shown = all ? order.size() : std::min(order.size(), rowsShown);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < shown; ++i) {
    const Measurement& row = report.rows[order[i]];
    const Residual& residual = report.fit.residuals[order[i]];
    rows.push_back({{row.id, row.model, row.board, fmt::format("{:.4g}", 1e3 * row.seconds),
                     fmt::format("{:.4g}", predictedMilliseconds(report, order[i])),
                     signedPercent(residual.fitted), signedPercent(residual.modelLeftOut),
                     signedPercent(residual.familyLeftOut)}});
  }
  if (shown < order.size()) {
    rows.push_back(
        {{fmt::format("[{} others]", order.size() - shown), "", "", "", "", "", "", ""}, Ink::dim});
  }
  return sectionTitle("Rows, worst first (ms; error fitted, model left out, family left out)",
                      style) +
         renderTable({{"row"},
                      {"model", Align::left, true},
                      {"board", Align::left, true},
                      {"measured", Align::right},
                      {"predicted", Align::right},
                      {"fitted", Align::right},
                      {"model out", Align::right},
                      {"family out", Align::right}},
                     std::move(rows), style);
}

}  // namespace

std::string calibrationText(const CalibrationReport& report, bool all, const TextStyle& style) {
  return heading(report, style) + factorsText(report, style) + boardsText(report, style) +
         rowsText(report, all, style);
}

std::string calibrationMarkdown(const CalibrationReport& report) {
  const auto& rows = report.rows;
  std::string text = fmt::format(
      "{}, {} rows of {} models in {} families on {} boards.\n\n"
      "| fit | fitted | one model left out | one family left out |\n|---|---:|---:|---:|\n",
      report.engine, rows.size(), distinct(rows, &Measurement::path),
      distinct(rows, &Measurement::family), distinct(rows, &Measurement::board));
  const auto line = [&](const char* name, const Calibration& fit) {
    text += fmt::format("| {} | {} | {} | {} |\n", name, percent(fit.model.errorFitted),
                        percent(fit.model.errorUnseenModel), percent(fit.model.errorUnseenFamily));
  };
  line("data and kernel counts", report.fit);
  line("kernel counts and a scale for each board alone", report.countsAlone);
  line("data alone", report.dataAlone);
  text += fmt::format(
      "\nRank correlation of measured with predicted, the row's family left out: {:.3f}.\n\n"
      "| row | model | board | published ms | predicted ms | fitted | model left out | family left "
      "out |\n|---|---|---|---:|---:|---:|---:|---:|\n",
      rankCorrelation(report));
  for (const std::size_t i : worstFirst(report)) {
    const Measurement& row = report.rows[i];
    const Residual& residual = report.fit.residuals[i];
    text += fmt::format("| {} | {} | {} | {:.4g} | {:.4g} | {} | {} | {} |\n", row.id, row.model,
                        row.board, 1e3 * row.seconds, predictedMilliseconds(report, i),
                        signedPercent(residual.fitted), signedPercent(residual.modelLeftOut),
                        signedPercent(residual.familyLeftOut));
  }
  return text;
}

}  // namespace tessera
