#include "gui/models/choices.h"

#include <fmt/core.h>

#include "sim/schedule/patch_based.h"
#include "sim/search/patch_search.h"

namespace tessera::gui {

bool takeApart(const std::string& schedule, PatchWords& words) {
  constexpr std::string_view patch = "patch:";
  if (schedule == "layer") {
    words = {};
    return true;
  }
  const std::size_t at = schedule.find('@');
  if (!schedule.starts_with(patch) || at == std::string::npos) return false;
  const auto grid = parseGrid(schedule.substr(patch.size(), at - patch.size()));
  const std::string split = schedule.substr(at + 1);
  if (!grid || split.find("..") != std::string::npos) return false;
  words = {*grid, split};
  return true;
}

std::string putTogether(const PatchWords& words) {
  if (words.grid.whole()) return "layer";
  return fmt::format("patch:{}x{}@{}", words.grid.rows, words.grid.columns, words.split);
}

std::vector<std::string> splitNames(const Graph& graph) {
  std::vector<std::string> names;
  for (const OperatorId id : possibleSplits(graph)) names.push_back(graph[id].name);
  return names;
}

}  // namespace tessera::gui
