#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/report/calibration_rows.h"
#include "sim/report/document_parts.h"
#include "sim/report/run_figures.h"

namespace tessera {
namespace {

constexpr std::size_t rowsShown = 15;

std::string leftOutErrors(const Calibration& fit) {
  return fmt::format("{} one model left out, {} one family left out",
                     percent(fit.model.errorUnseenModel), percent(fit.model.errorUnseenFamily));
}

/// "12 models in 5 families on 3 boards".
std::string modelsText(const CalibrationReport& report) {
  const auto& rows = report.rows;
  return fmt::format("{} models in {} families on {} boards", distinct(rows, &Measurement::path),
                     distinct(rows, &Measurement::family), distinct(rows, &Measurement::board));
}

/// What one measurement of a user's is worth.
std::string oneRowText(const CalibrationReport& report) {
  double sum = 0;
  for (const double error : report.oneRowBack) sum += std::abs(error);
  return percent(sum / static_cast<double>(report.oneRowBack.size())) +
         " on a board that is left out and given one of its rows back";
}

/// "51 rows 9.3 % off, 92.0 % of them inside the interval, which is 15.7 % wide".
std::string coverageText(const IntervalCoverage& coverage) {
  return fmt::format("{} rows {} off, {} of them inside the interval, which is +-{} in the mean",
                     coverage.rows, percent(coverage.error), percent(coverage.inside),
                     percent(coverage.width));
}

/// What was left out of a fit and its interval, and how many rows the interval then holds.
std::vector<std::pair<const char*, const IntervalCoverage*>> coveragesOf(
    const CalibrationReport& report) {
  std::vector<std::pair<const char*, const IntervalCoverage*>> coverages;
  if (report.familiesLeftOut.rows > 0) {
    coverages.emplace_back("Each family left out", &report.familiesLeftOut);
  }
  if (report.pairsLeftOut.rows > 0) {
    coverages.emplace_back("Each version on a board left out", &report.pairsLeftOut);
  }
  return coverages;
}

Facts summaryOf(const CalibrationReport& report) {
  Facts facts;
  facts.list.push_back({"rows", fmt::format("{} of {}", report.rows.size(), modelsText(report))});
  for (const std::string& reason : report.leftOut) facts.list.push_back({"left out", reason});
  facts.list.push_back({"mean absolute error", percent(report.fit.model.errorFitted) + " fitted, " +
                                                   leftOutErrors(report.fit)});
  facts.list.push_back({"rank correlation",
                        fmt::format("{:.3f} with one family left out", rankCorrelation(report))});
  const bool counts = report.heldTo.empty();
  facts.list.push_back(
      {counts ? "counts alone" : "prior alone",
       leftOutErrors(report.countsAlone) + " (a scale for each board, " +
           (counts ? "every factor 1)" : "the factors of " + report.heldTo + ")")});
  facts.list.push_back({"data alone", leftOutErrors(report.dataAlone) + " (no prior)"});
  if (!report.oneRowBack.empty()) facts.list.push_back({"one row back", oneRowText(report)});
  for (const auto& [what, coverage] : coveragesOf(report)) {
    facts.list.push_back({"coverage", std::string(what) + ": " + coverageText(*coverage)});
  }
  return facts;
}

Section factorsSection(const CalibrationReport& report) {
  const auto& unknown = report.fit.notIdentified;
  Table table{{{"term"}, {"factor", Align::right}, {"from"}}, {}};
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    const auto term = static_cast<LatencyTerm>(t);
    const bool guessed = std::find(unknown.begin(), unknown.end(), term) != unknown.end();
    table.rows.push_back({{name(term), fmt::format("{:.2f}", report.fit.model.factors[t]),
                           guessed ? "the prior: no row has 5 % of it" : "fitted"},
                          guessed ? Ink::dim : Ink::plain});
  }
  return {"Factors on the counted cycles of CMSIS-NN's kernels", {std::move(table)}};
}

Section boardsSection(const CalibrationReport& report) {
  Table table{{{"board", Align::left, true},
               {"version", Align::left, true},
               {"core"},
               {"rows", Align::right},
               {"scale", Align::right},
               {"flash", Align::right},
               {"spill", Align::right}},
              {}};
  for (const BoardLatency& board : report.fit.model.boards) {
    table.rows.push_back(
        {{board.board, board.version, name(board.core), std::to_string(board.rows),
          fmt::format("{:.3f}", board.scale), fmt::format("{:.2f}", board.flashByte),
          board.spillByte > 0 ? fmt::format("{:.1f}", board.spillByte) : "-"}});
  }
  return {"Boards (cycles for each counted cycle, flash byte, byte beyond fast SRAM)",
          {std::move(table)}};
}

/// The row with its errors: fitted, the model left out, the family left out.
Row measurementRow(const CalibrationReport& report, std::size_t index) {
  const Measurement& row = report.rows[index];
  const Residual& residual = report.fit.residuals[index];
  const auto time = [](double ms) {
    return figure(fmt::format("{:.4g}", ms), fmt::format("{:.6g}", ms));
  };
  const auto error = [](double value) {
    return figure(signedPercent(value), fmt::format("{:.4f}", value));
  };
  return {{row.id, row.model, row.family, row.board, row.version, time(1e3 * row.seconds),
           time(predictedMilliseconds(report, index)), error(residual.fitted),
           error(residual.modelLeftOut), error(residual.familyLeftOut)}};
}

/// The worst rows, at most `most`. A comment is read without the section's title: it says more in
/// those of the columns.
Table rowTable(const CalibrationReport& report, std::size_t most, const Reader& reader) {
  const bool full = reader.audience == Audience::comment;
  Table table{
      {{"row", Align::left, false, "id"},
       {"model", Align::left, true, "model"},
       programColumn("family"),
       {"board", Align::left, true, "board"},
       programColumn("engine_version"),
       {full ? "published ms" : "measured", Align::right, false, "measured_ms"},
       {full ? "predicted ms" : "predicted", Align::right, false, "predicted_ms"},
       {"fitted", Align::right, false, "error"},
       {full ? "model left out" : "model out", Align::right, false, "error_model_left_out"},
       {full ? "family left out" : "family out", Align::right, false, "error_family_left_out"}},
      {}};
  const std::vector<std::size_t> order = worstFirst(report);
  const std::size_t shown = std::min(order.size(), most);
  for (std::size_t i = 0; i < shown; ++i) table.rows.push_back(measurementRow(report, order[i]));
  if (shown < order.size()) {
    table.rows.push_back(othersRow(order.size() - shown, 0, table.columns.size()));
  }
  return table;
}

Table fitTable(const CalibrationReport& report) {
  Table table{{{"fit"},
               {"fitted", Align::right},
               {"one model left out", Align::right},
               {"one family left out", Align::right}},
              {}};
  const auto add = [&](const char* name, const Calibration& fit) {
    table.rows.push_back(
        {{name, percent(fit.model.errorFitted), percent(fit.model.errorUnseenModel),
          percent(fit.model.errorUnseenFamily)}});
  };
  add("data and kernel counts", report.fit);
  add("kernel counts and a scale for each board alone", report.countsAlone);
  add("data alone", report.dataAlone);
  return table;
}

Document commentDocument(const CalibrationReport& report, const Reader& reader) {
  Document document;
  document.dialect = MarkdownDialect::calibration;
  document.sections.push_back(
      {"",
       {Remark{fmt::format("{}, {} rows of {}.", report.engine, report.rows.size(),
                           modelsText(report))},
        fitTable(report),
        Remark{fmt::format("Rank correlation of measured with predicted, the row's family left "
                           "out: {:.3f}.",
                           rankCorrelation(report))},
        rowTable(report, report.rows.size(), reader)}});
  auto& content = document.sections.front().content;
  if (!report.oneRowBack.empty()) {
    content.insert(content.end() - 1,
                   Remark{"Mean error with one row back: " + oneRowText(report) + "."});
  }
  for (const auto& [what, coverage] : coveragesOf(report)) {
    content.insert(content.end() - 1,
                   Remark{std::string(what) + ": " + coverageText(*coverage) + "."});
  }
  return document;
}

}  // namespace

Document documentOf(const CalibrationReport& report, bool all, const Reader& reader) {
  const std::size_t count = report.rows.size();
  if (reader.isProgram()) return programDocument(rowTable(report, count, reader));
  if (reader.audience == Audience::comment) return commentDocument(report, reader);
  const std::size_t most = reader.isAtTerminal() ? rowsShown : rowsFor(reader);
  Document document{"Calibration of " + report.engine, summaryOf(report)};
  document.sections = {factorsSection(report),
                       boardsSection(report),
                       {"Rows, worst first (ms; error fitted, model left out, family left out)",
                        {rowTable(report, all ? count : most, reader)}}};
  return document;
}

}  // namespace tessera
