#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/report/calibration_rows.h"
#include "sim/report/model_json.h"
#include "sim/study/results.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json errorsJson(const Calibration& fit) {
  return {{"fitted", fit.model.errorFitted},
          {"model_left_out", fit.model.errorUnseenModel},
          {"family_left_out", fit.model.errorUnseenFamily}};
}

Json boardJson(const BoardLatency& board) {
  return {{"board", board.board},
          {"mcu", board.mcu},
          {"version", board.version},
          {"core", name(board.core)},
          {"clock_hz", std::llround(board.clockHz)},
          {"rows", board.rows},
          {"scale", board.scale},
          {"flash_byte_cycles", board.flashByte},
          {"spill_byte_cycles", board.spillByte}};
}

}  // namespace

std::string calibrationJson(const CalibrationReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["engine"] = report.engine;
  json["errors"] = errorsJson(report.fit);
  json["rank_correlation_family_left_out"] = rankCorrelation(report);
  json["errors_counts_alone"] = errorsJson(report.countsAlone);
  json["errors_data_alone"] = errorsJson(report.dataAlone);
  json["interval"] = report.fit.model.interval;
  if (!report.oneRowBack.empty()) json["errors_one_row_back"] = report.oneRowBack;
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    json["factors"][std::string(name(static_cast<LatencyTerm>(t)))] = report.fit.model.factors[t];
  }
  json["not_identified"] = Json::array();
  for (const LatencyTerm term : report.fit.notIdentified) {
    json["not_identified"].push_back(name(term));
  }
  for (const BoardLatency& board : report.fit.model.boards) {
    json["boards"].push_back(boardJson(board));
  }
  for (const std::size_t i : worstFirst(report)) {
    const Measurement& row = report.rows[i];
    json["rows"].push_back({{"id", row.id},
                            {"model", row.model},
                            {"family", row.family},
                            {"board", row.board},
                            {"measured_ms", 1e3 * row.seconds},
                            {"predicted_ms", predictedMilliseconds(report, i)},
                            {"error", report.fit.residuals[i].fitted},
                            {"error_model_left_out", report.fit.residuals[i].modelLeftOut},
                            {"error_family_left_out", report.fit.residuals[i].familyLeftOut}});
  }
  return dumped(json);
}

}  // namespace tessera
