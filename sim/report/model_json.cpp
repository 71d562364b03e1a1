#include "sim/report/model_json.h"

#include <nlohmann/json.hpp>

#include "core/work.h"

namespace tessera {

using Json = nlohmann::ordered_json;

Json modelJson(const ModelReport& model) {
  const ModelWork work = modelWork(model.graph);
  const ModelSize size = modelSize(model.graph);
  Json rewrites = Json::array();
  for (const RewriteCount& rewrite : model.rewrites) {
    rewrites.push_back(
        {{"name", rewrite.name}, {"count", rewrite.count}, {"enabled", rewrite.enabled}});
  }
  Json json{{"name", model.name},
            {"format", model.format},
            {"producer", model.producer},
            {"deployment", model.deployment},
            {"deployment_assumed", model.deploymentAssumed},
            {"macs", work.macs.count()},
            {"unknown_work_operators", work.unknownOperators},
            {"parameters", size.parameters},
            {"weight_bytes", size.weightBytes.count()},
            {"operators", model.graph.operators().size()},
            {"rewrites", rewrites},
            {"warnings", model.warnings}};
  if (!model.description.empty()) json["description"] = model.description;
  return json;
}

Json refusalsJson(const std::vector<Refusal>& refusals) {
  Json json = Json::array();
  for (const Refusal& refusal : refusals) {
    json.push_back({{"operator", refusal.op}, {"why", refusal.why}});
  }
  return json;
}

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tessera
