#include <nlohmann/json.hpp>

#include "sim/check/check_report.h"
#include "sim/report/model_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char* failureRule = "model-error";

std::string ruleOf(const Check& check) {
  return std::string(name(check.metric)) + "-" + std::string(name(check.kind));
}

Json ruleJson(const std::string& id, const std::string& text) {
  return {{"id", id}, {"shortDescription", {{"text", text}}}};
}

/// Every rule that a check can break, the same in every run.
Json rulesJson() {
  Json rules = Json::array();
  rules.push_back(ruleJson(failureRule, "The model could not be checked"));
  for (const CheckKind kind : {CheckKind::limit, CheckKind::target, CheckKind::baseline}) {
    for (const Metric metric : allMetrics) {
      Check check;
      check.metric = metric;
      check.kind = kind;
      rules.push_back(ruleJson(
          ruleOf(check), std::string(title(metric)) + " is above the " + std::string(name(kind))));
    }
  }
  return rules;
}

/// A path as an URI reference: what RFC 3986 does not allow in one is escaped.
std::string uriOf(const std::string& path) {
  constexpr const char* digits = "0123456789ABCDEF";
  constexpr std::string_view kept = "-._~/";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || kept.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += '%';
      uri += digits[byte >> 4U];
      uri += digits[byte & 15U];
    }
  }
  return uri;
}

/// At the line of the configuration, which every reader has; the model is a binary.
Json resultJson(const CheckReport& report, const std::string& rule, const std::string& message,
                std::size_t line) {
  const Json location{
      {"physicalLocation",
       {{"artifactLocation", {{"uri", uriOf(report.config)}}}, {"region", {{"startLine", line}}}}}};
  return {{"ruleId", rule},
          {"level", "error"},
          {"message", {{"text", message}}},
          {"locations", Json::array({location})}};
}

}  // namespace

std::string checkSarif(const CheckReport& report, const std::string& version) {
  Json results = Json::array();
  for (const ModelOutcome& model : report.models) {
    if (model.failure) {
      results.push_back(
          resultJson(report, failureRule, model.name + ": " + model.failure->text, model.line));
    }
    for (const Check& check : model.checks) {
      if (check.passed()) continue;
      results.push_back(
          resultJson(report, ruleOf(check), findingText(model.name, check), check.line));
    }
  }
  Json driver{{"name", "tessera"}, {"version", version}, {"rules", rulesJson()}};
  Json run{{"tool", {{"driver", driver}}}, {"results", results}};
  Json json{{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return dumped(json);
}

}  // namespace tessera
