#include <nlohmann/json.hpp>

#include "sim/report/exported.h"
#include "sim/report/model_json.h"
#include "sim/report/planned_run_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json filesJson(const exported::Files& files) {
  Json json = Json::array();
  for (const auto& [name, text] : files) json.push_back({{"name", name}, {"bytes", text.size()}});
  return json;
}

Json exportObject(const ExportReport& report) {
  Json json;
  json["folder"] = report.folder;
  json["arena_bytes"] = report.library.arenaBytes;
  json["input_bytes"] = report.library.inputBytes;
  json["output_bytes"] = report.library.outputBytes;
  json["streams_input"] = report.library.streams;
  json["files"] = filesJson(report.library.files);
  return json;
}

Json proofJson(const ExportReport& report) {
  const ExportProof& proof = *report.proof;
  Json json;
  json["core"] = proof.core;
  json["compiler"] = proof.compiler;
  json["bits_equal"] = proof.bitsEqual;
  json["guards_intact"] = proof.guardsIntact;
  json["arena_bytes"] = report.library.arenaBytes;
  if (proof.sections) {
    json["bss_bytes"] = proof.sections->bss.count();
    json["data_bytes"] = proof.sections->data.count();
    json["flash_bytes"] = proof.sections->flash.count();
  }
  return json;
}

}  // namespace

std::string exportJson(const ExportReport& report) {
  Json json = plannedRunJson(report.model, report.run, report.runtime);
  json["export"] = exportObject(report);
  if (report.proof) json["proof"] = proofJson(report);
  return dumped(json);
}

}  // namespace tessera
