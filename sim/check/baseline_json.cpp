#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/check/baseline.h"
#include "sim/located/located_json.h"
#include "sim/located/placed.h"
#include "sim/report/model_json.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t baselineVersion = 1;
constexpr const char* remakeBaseline =
    "delete it, and `tessera check --update-baseline` writes a new one";

std::int64_t countOrZero(const Placed& at, std::string_view key) {
  return optionalCount(at, key).value_or(0);
}

/// MACs that patches compute again: less than none where they leave out what is never read.
std::optional<std::int64_t> optionalRecomputed(const Placed& at) {
  const auto member = at.member("recomputed_macs");
  if (!member) return std::nullopt;
  return integerAt(*member, -INT64_MAX, INT64_MAX, "a number");
}

std::string textAt(const Placed& at, std::string_view key) {
  const auto member = at.member(key);
  return member ? member->string() : "";
}

OperatorRecord readOperator(const Placed& at) {
  at.checkKeys(
      {"name", "type", "output", "step", "macs", "recomputed_macs", "cycles", "weight_bytes"});
  return {at.required("name", remakeBaseline).string(),
          textAt(at, "type"),
          textAt(at, "output"),
          countOrZero(at, "step"),
          optionalCount(at, "macs"),
          optionalRecomputed(at).value_or(0),
          optionalCount(at, "cycles"),
          countOrZero(at, "weight_bytes")};
}

BufferRecord readBuffer(const Placed& at) {
  at.checkKeys({"name", "kind", "writer", "step", "bytes", "bytes_at_peak"});
  return {at.required("name", remakeBaseline).string(),
          textAt(at, "kind"),
          textAt(at, "writer"),
          countOrZero(at, "step"),
          countOrZero(at, "bytes"),
          countOrZero(at, "bytes_at_peak")};
}

Amounts readAmounts(const Placed& at) {
  std::vector<std::string> keys;
  for (const Metric metric : allMetrics) keys.emplace_back(jsonKey(metric));
  at.checkKeys(keys);
  Amounts amounts;
  for (const Metric metric : allMetrics) {
    amounts[metric] =
        metric == Metric::recompute ? optionalRecomputed(at) : optionalCount(at, jsonKey(metric));
  }
  return amounts;
}

Snapshot readModel(const Placed& at) {
  at.checkKeys(
      {"name", "setting", "totals", "macs_once", "peak_step", "operators", "buffers", "arena_map"});
  Snapshot model;
  model.name = nameAt(at.required("name", remakeBaseline));
  model.setting = textAt(at, "setting");
  model.amounts = readAmounts(at.required("totals", remakeBaseline));
  model.macsOnce = countOrZero(at, "macs_once");
  model.peakStep = countOrZero(at, "peak_step");
  if (const auto operators = at.member("operators")) {
    for (const Placed& op : operators->elements()) model.operators.push_back(readOperator(op));
  }
  if (const auto buffers = at.member("buffers")) {
    for (const Placed& buffer : buffers->elements()) model.buffers.push_back(readBuffer(buffer));
  }
  if (const auto lines = at.member("arena_map")) {
    for (const Placed& line : lines->elements()) model.arena += oneLine(line.string()) + '\n';
  }
  return model;
}

Json operatorJson(const OperatorRecord& op) {
  Json json{{"name", op.name}, {"type", op.type}, {"output", op.output}, {"step", op.step}};
  if (op.macs) json["macs"] = *op.macs;
  if (op.recomputed != 0) json["recomputed_macs"] = op.recomputed;
  if (op.cycles) json["cycles"] = *op.cycles;
  json["weight_bytes"] = op.weights;
  return json;
}

Json bufferJson(const BufferRecord& buffer) {
  Json json{{"name", buffer.name}, {"kind", buffer.kind}};
  if (!buffer.writer.empty()) json["writer"] = buffer.writer;
  json["step"] = buffer.step;
  json["bytes"] = buffer.bytes;
  json["bytes_at_peak"] = buffer.atPeak;
  return json;
}

Json snapshotJson(const Snapshot& model) {
  Json json{{"name", model.name}, {"setting", model.setting}, {"totals", Json::object()}};
  for (const Metric metric : allMetrics) {
    if (const auto amount = model.amounts[metric]) {
      json["totals"][std::string(jsonKey(metric))] = *amount;
    }
  }
  json["macs_once"] = model.macsOnce;
  json["peak_step"] = model.peakStep;
  json["operators"] = Json::array();
  for (const OperatorRecord& op : model.operators) json["operators"].push_back(operatorJson(op));
  json["buffers"] = Json::array();
  for (const BufferRecord& buffer : model.buffers) json["buffers"].push_back(bufferJson(buffer));
  if (model.arena.empty()) return json;
  std::istringstream lines(model.arena);
  for (std::string line; std::getline(lines, line);) json["arena_map"].push_back(line);
  return json;
}

}  // namespace

Baseline readBaseline(const std::string& text, const std::string& file) {
  const Located json = parseLocatedJson(text, file);
  const LocatedFile located{file, remakeBaseline};
  const Placed root(json, located);
  root.checkKeys({"tessera_baseline", "models"});
  const Placed written = root.required("tessera_baseline", remakeBaseline);
  if (written.integer() != baselineVersion)
    written.fail("another version of baselines", remakeBaseline);
  Baseline baseline;
  for (const Placed& at : root.required("models", remakeBaseline).elements()) {
    Snapshot model = readModel(at);
    if (baseline.find(model.name) != nullptr)
      at.fail("a second model '" + model.name + "'", remakeBaseline);
    baseline.models.push_back(std::move(model));
  }
  return baseline;
}

std::string writeBaseline(const Baseline& baseline) {
  Json json{{"tessera_baseline", baselineVersion}, {"models", Json::array()}};
  for (const Snapshot& model : baseline.models) json["models"].push_back(snapshotJson(model));
  return dumped(json);
}

}  // namespace tessera
