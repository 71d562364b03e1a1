#include <nlohmann/json.hpp>

#include "sim/report/inspection.h"
#include "sim/report/model_json.h"
#include "sim/report/operator_figures.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json operatorJson(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  const OperatorFigures figures = operatorFigures(graph, id);
  Json json;
  json["index"] = id.index();
  json["name"] = op.name;
  json["type"] = op.type;
  json["kind"] = kindName(op.attributes);
  if (op.fusedActivation) json["activation"] = op.fusedActivation->function;
  json["output_shape"] = figures.outputShape.extents();
  json["parameters"] = figures.size.parameters;
  json["weight_bytes"] = figures.size.weightBytes.count();
  if (figures.macs) json["macs"] = figures.macs->count();
  json["input_bytes"] = figures.inputBytes.count();
  json["output_bytes"] = figures.outputBytes.count();
  return json;
}

Json blockJson(const NetworkBlock& block) {
  return {{"label", block.label},
          {"first_operator", block.operators.begin},
          {"end_operator", block.operators.end},
          {"peak_bytes", block.peak.count()},
          {"macs", block.macs.count()},
          {"weight_bytes", block.weightBytes.count()}};
}

Json deadJson(const InspectionReport& report) {
  Json rows = Json::array();
  for (const DeadChannels& row : report.deadChannels.operators) {
    rows.push_back({{"operator", report.model.graph[row.op].name},
                    {"dead", row.dead},
                    {"channels", row.channels},
                    {"weight_bytes", row.weightBytes.count()},
                    {"macs", row.macs.count()}});
  }
  return {{"examined", report.deadChannels.examined},
          {"not_examined", report.deadChannels.notExamined},
          {"operators", rows}};
}

}  // namespace

namespace {

Json axisJson(const AxisField& field) {
  return {{"pixels", field.pixels}, {"stride", field.stride}};
}

Json fieldJson(const Graph& graph, const FieldReport& report) {
  Json json;
  json["operators"] = Json::array();
  for (std::size_t i = 0; i < report.fields.size(); ++i) {
    if (!report.fields[i]) continue;
    json["operators"].push_back({{"operator", graph.operators()[i].name},
                                 {"rows", axisJson(report.fields[i]->rows)},
                                 {"columns", axisJson(report.fields[i]->columns)}});
  }
  if (report.schedule.empty()) return json;
  json["schedule"] = report.schedule;
  json["kernels"] = Json::array();
  for (const KernelShare& share : report.shares) {
    json["kernels"].push_back({{"operator", graph[share.op].name},
                               {"halo_rows", share.haloRows},
                               {"halo_columns", share.haloColumns},
                               {"extra_macs", share.extra.count()},
                               {"extra_macs_without", share.extraWithout.count()}});
  }
  return json;
}

}  // namespace

std::string inspectionJson(const InspectionReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(report.model);
  json["operators"] = Json::array();
  for (std::size_t i = 0; i < report.model.graph.operators().size(); ++i) {
    json["operators"].push_back(operatorJson(report.model.graph, OperatorId(i)));
  }
  json["blocks"] = Json::array();
  for (const NetworkBlock& block : report.blocks) json["blocks"].push_back(blockJson(block));
  json["dead_channels"] = deadJson(report);
  if (report.model.interpretedBytes) {
    json["tflm_register"] = resolverLines(report.model.graph);
    json["tflm_refused"] = refusalsJson(tflmRefusals(report.model.graph));
  }
  if (report.field) json["receptive_field"] = fieldJson(report.model.graph, *report.field);
  return dumped(json);
}

}  // namespace tessera
