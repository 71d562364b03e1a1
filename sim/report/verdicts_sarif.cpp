#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/verdicts.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "https://json.schemastore.org/sarif-2.1.0.json";

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

Json locationJson(const std::string& file, std::size_t line) {
  Json place{{"artifactLocation", {{"uri", uriOf(file)}}}};
  if (line > 0) place["region"] = {{"startLine", line}};
  return {{"physicalLocation", place}};
}

/// By what a code scanner knows a result again, wherever the lines and figures of it have gone: the
/// model, the rule, which is of one metric, and what was asked.
std::string fingerprintOf(const VerdictSuite& suite, const Verdict& verdict) {
  return suite.name + "/" + verdict.rule + "/" + verdict.name;
}

Json resultJson(const std::string& file, const VerdictSuite& suite, const Verdict& verdict) {
  Json json{{"ruleId", verdict.rule}, {"level", "error"}, {"message", {{"text", verdict.message}}}};
  if (!file.empty()) json["locations"] = Json::array({locationJson(file, verdict.line)});
  json["partialFingerprints"] = {{"tesseraVerdict/v1", fingerprintOf(suite, verdict)}};
  return json;
}

}  // namespace

std::string verdictsSarif(const Verdicts& verdicts, const std::string& version) {
  Json rules = Json::array();
  for (const VerdictRule& rule : verdicts.rules) {
    rules.push_back({{"id", rule.id}, {"shortDescription", {{"text", rule.text}}}});
  }
  Json results = Json::array();
  for (const VerdictSuite& suite : verdicts.suites) {
    for (const Verdict& verdict : suite.verdicts) {
      if (verdict.outcome == Outcome::passed) continue;
      results.push_back(resultJson(verdicts.file, suite, verdict));
    }
  }
  Json driver{{"name", "tessera"}, {"version", version}, {"rules", std::move(rules)}};
  Json run{{"tool", {{"driver", std::move(driver)}}}, {"results", std::move(results)}};
  Json json{{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
  return dumped(json);
}

}  // namespace tessera
