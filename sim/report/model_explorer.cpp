#include "sim/report/model_explorer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "sim/report/run_json.h"

namespace tessera {

std::string modelExplorerJson(const SimulationReport& report) {
  using Json = nlohmann::ordered_json;
  const Graph& graph = report.model.graph;
  std::vector<Bytes> live(graph.operators().size());
  for (const Step& step : report.run.trace.steps) {
    live[step.op.index()] = std::max(live[step.op.index()], step.live);
  }
  Json results = Json::object();
  for (std::size_t i = 0; i < live.size(); ++i) {
    const Operator& op = graph.operators()[i];
    if (op.outputs.empty()) continue;
    results[graph[op.outputs.front()].name] = {{"value", live[i].count()}};
  }
  const Json gradient =
      Json::array({{{"stop", 0}, {"bgColor", "#ffffff"}, {"textColor", "#1b1f24"}},
                   {{"stop", 1}, {"bgColor", "#b3261e"}, {"textColor", "#ffffff"}}});
  Json json;
  json[graph.name()] = {{"results", std::move(results)}, {"gradient", gradient}};
  return dumped(json);
}

}  // namespace tessera
