#include "gui/models/operator_kinds.h"

#include "sim/report/describe.h"

namespace tessera::gui {

std::shared_ptr<const std::vector<std::string>> operatorKinds(const Run& run) {
  auto kinds = std::make_shared<std::vector<std::string>>();
  if (run == nullptr) return kinds;
  const Graph& graph = run->report.model.graph;
  for (const Operator& op : graph.operators()) kinds->push_back(describe(graph, op));
  return kinds;
}

}  // namespace tessera::gui
