#include "sim/report/moved_board.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/run_figures.h"

namespace tessera {
namespace {

Table rowTable(const MovedBoardReport& report) {
  Table table{{{"row", Align::left, false, "id"},
               {"model", Align::left, true, "model"},
               {"measured ms", Align::right, false, "measured_ms"},
               {"before", Align::right, false, "error_before"},
               {"now", Align::right, false, "error"}},
              {}};
  const auto error = [](double value) {
    return figure(signedPercent(value), fmt::format("{:.4f}", value));
  };
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const double ms = 1e3 * report.rows[i].seconds;
    table.rows.push_back({{report.rows[i].id, report.rows[i].model,
                           figure(fmt::format("{:.4g}", ms), fmt::format("{:.6g}", ms)),
                           error(report.moved.errors[i]), error(report.moved.left[i])}});
  }
  return table;
}

}  // namespace

Document documentOf(const MovedBoardReport& report, const Reader& reader) {
  if (reader.isProgram()) return programDocument(rowTable(report));
  const MovedBoard& moved = report.moved;
  const double move = moved.board.scale / moved.before.board.scale;
  Document document{report.runtime + " on " + moved.board.board};
  document.headline = Headline{fmt::format("{} takes {} the cycles that were expected of it",
                                           moved.board.board, fmt::format("{:.2f}x", move)),
                               Ink::bold};
  document.summary = {{{"before", matchText(moved.before)},
                       {"scale", fmt::format("{:.3f} cycles for each counted cycle, {:.3f} before",
                                             moved.board.scale, moved.before.board.scale)},
                       {"factors", "those of the runtime: too few rows to tell kernels apart"}},
                      12};
  document.sections.push_back({"Rows (error predicted - measured)", {rowTable(report)}});
  return document;
}

std::string movedBoardJson(const MovedBoardReport& report) {
  const MovedBoard& moved = report.moved;
  nlohmann::ordered_json json;
  json["schema_version"] = reportSchemaVersion;
  json["engine"] = report.rows.front().engine;
  auto& board = json["moved_board"];
  board = {{"board", moved.board.board},
           {"version", moved.board.version},
           {"scale_before", moved.before.board.scale},
           {"scale", moved.board.scale}};
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    board["rows"].push_back({{"id", report.rows[i].id},
                             {"model", report.rows[i].model},
                             {"measured_ms", 1e3 * report.rows[i].seconds},
                             {"error_before", moved.errors[i]},
                             {"error", moved.left[i]}});
  }
  return dumped(json);
}

}  // namespace tessera
