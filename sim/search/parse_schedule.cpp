#include "sim/search/parse_schedule.h"

#include <algorithm>
#include <optional>

#include "sim/schedule/patch_based.h"
#include "sim/search/patch_search.h"

namespace tessera {
namespace {

constexpr const char* patchPrefix = "patch:";
constexpr const char* scheduleHint =
    "write layer, patch:4x4@SPLIT, patch:4x4@START..SPLIT, patch:4x4@auto, or a .json file";

bool hasOperator(const Graph& graph, const std::string& name) {
  const auto operators = graph.operators();
  return std::any_of(operators.begin(), operators.end(),
                     [&](const Operator& op) { return op.name == name; });
}

}  // namespace

bool isScheduleInWords(const std::string& text) {
  return text == "layer" || text.rfind(patchPrefix, 0) == 0;
}

Schedule parseSchedule(const Program& program, const std::string& text, const Block& patches) {
  const Graph& graph = program.graph;
  if (text == "layer") return layerWise(graph);
  const std::size_t begin = std::string(patchPrefix).size();
  const std::size_t at = text.find('@');
  const std::optional<Grid> grid = isScheduleInWords(text) && at != std::string::npos
                                       ? parseGrid(text.substr(begin, at - begin))
                                       : std::nullopt;
  if (!grid || grid->whole()) {
    throw Error(ErrorCode::usage, "'" + text + "' is not a schedule", {}, scheduleHint);
  }
  Block block = patches;
  block.grid = *grid;
  const std::string split = text.substr(at + 1);
  if (split == "auto") return patchBased(graph, bestSplit(program, block), block);
  const std::size_t dots = split.find("..");
  if (dots == std::string::npos || hasOperator(graph, split)) {
    return patchBased(graph, operatorNamed(graph, split), block);
  }
  return patchBased(graph, operatorNamed(graph, split.substr(dots + 2)), block,
                    operatorNamed(graph, split.substr(0, dots)));
}

}  // namespace tessera
