#include "sim/search/parse_schedule.h"

#include <optional>

#include "core/error.h"
#include "sim/schedule/patch_based.h"
#include "sim/schedule/sub_spaces.h"
#include "sim/search/patch_search.h"
#include "sim/search/search_spaces.h"

namespace tessera {
namespace {

constexpr const char* autoSplit = "@auto";

std::string scheduleHint() {
  std::string hint = "write layer, patch:4x4@auto";
  for (const SubSpace& space : subSpaces()) hint += ", " + std::string(space.form);
  return hint + ", all:64KiB, or a .json file";
}

/// The grid of "patch:GRID@auto"; nothing of other words.
std::optional<Grid> gridOfAuto(const std::string& text) {
  const std::string prefix = "patch:";
  const std::size_t at = text.find(autoSplit);
  const bool ends = at != std::string::npos && at + std::string(autoSplit).size() == text.size();
  if (!ends || text.rfind(prefix, 0) != 0) return std::nullopt;
  const auto grid = parseGrid(text.substr(prefix.size(), at - prefix.size()));
  return grid && !grid->whole() ? grid : std::nullopt;
}

}  // namespace

bool isScheduleInWords(const std::string& text) {
  return text == "layer" || subSpaceOf(text) != nullptr || frontWords(text);
}

Schedule parseSchedule(const Program& program, const std::string& text, const Block& patches) {
  const Graph& graph = program.graph;
  if (text == "layer") return layerWise(graph);
  if (const std::optional<Grid> grid = gridOfAuto(text)) {
    Block block = patches;
    block.grid = *grid;
    return patchBased(graph, bestSplit(program, block), block);
  }
  if (const auto words = frontWords(text)) return cheapestSchedule(program, *words, patches);
  if (subSpaceOf(text) != nullptr) return inSubSpace(graph, text, patches);
  throw Error(ErrorCode::usage, "'" + text + "' is not a schedule", {}, scheduleHint());
}

}  // namespace tessera
