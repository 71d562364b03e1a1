#include "sim/schedule/sub_spaces.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/receptive_field.h"
#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

constexpr OverlapModes recomputed{};
constexpr OverlapModes cached{Overlap::cache, Overlap::cache};
constexpr OverlapModes columnsCached{Overlap::recompute, Overlap::cache};

constexpr std::array spaces{
    SubSpace{"patch", "patch:4x4@[START..]SPLIT", "MCUNetV2 (Lin et al., NeurIPS 2021)",
             "one block in a grid of patches, all overlap computed again"},
    SubSpace{"streamnet", "streamnet:4x4@[START..]SPLIT",
             "StreamNet-2D (Zheng et al., NeurIPS 2023)",
             "one block in a grid of patches, all overlap cached"},
    SubSpace{"streamnet1d", "streamnet1d:4x4@[START..]SPLIT",
             "StreamNet-1D (Zheng et al., NeurIPS 2023)",
             "one block in a grid of patches, overlap cached along columns"},
    SubSpace{"rows", "rows:8@[START..]SPLIT", "Arm Vela's cascades, TinyTS (Liu et al., RTSS 2024)",
             "one block in stripes of so many rows of its result, all overlap cached"},
    SubSpace{"msf", "msf:[START..]SPLIT,START..SPLIT,...", "msf-CNN (Huang and Baccelli, 2025)",
             "any number of blocks in tiles of 1x1, columns cached, rows computed again, a global "
             "average pool at a block's end accumulated"},
};

OverlapModes overlapOf(const SubSpace& space) {
  if (space.name == "streamnet" || space.name == "rows") return cached;
  if (space.name == "streamnet1d" || space.name == "msf") return columnsCached;
  return recomputed;
}

[[noreturn]] void refuse(const std::string& words, const SubSpace& space) {
  throw Error(ErrorCode::usage, "'" + words + "' is not a schedule", {},
              "write " + std::string(space.form));
}

bool hasOperator(const Graph& graph, const std::string& name) {
  const auto operators = graph.operators();
  return std::any_of(operators.begin(), operators.end(),
                     [&](const Operator& op) { return op.name == name; });
}

/// What stands behind the "@", or between two commas.
struct Range {
  std::vector<OperatorId> operators;
  std::string name;  ///< with the operators' names, also where numbers were given
};

/// The operators from START to SPLIT, or up to SPLIT.
Range rangeOf(const Graph& graph, const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos || hasOperator(graph, text)) {
    const OperatorId split = operatorNamed(graph, text);
    return {stageOperators(graph, split), graph[split].name};
  }
  const OperatorId split = operatorNamed(graph, text.substr(dots + 2));
  const OperatorId start = operatorNamed(graph, text.substr(0, dots));
  return {stageOperators(graph, split, start), graph[start].name + ".." + graph[split].name};
}

void checkStage(const Graph& graph, const Block& block) {
  const std::string why = whyNoStage(graph, block.operators, block.result);
  if (why.empty()) return;
  const std::string& split = graph[block.operators.back()].name;
  throw Error(ErrorCode::unsupported, why, "a stage up to '" + split + "'",
              "choose a split before it");
}

/// "8": stripes of 8 rows.
std::optional<std::int64_t> stripeRows(const std::string& text) {
  std::int64_t rows = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, rows);
  if (error != std::errc{} || at != end || rows < 1) return std::nullopt;
  return rows;
}

void setStripes(const Graph& graph, Block& block, std::int64_t rows) {
  const Region whole = wholeRegion(graph, tiledTensor(graph, block));
  setTile(graph, block, {rows, whole.columns.end});
}

/// msf-CNN's blocks, one for each range.
Schedule pixelBlocks(const Graph& graph, const std::string& ranges, const Block& patches) {
  std::vector<Block> blocks;
  std::string words = "msf:";
  for (std::size_t at = 0; at <= ranges.size();) {
    const std::size_t end = std::min(ranges.find(',', at), ranges.size());
    Block block = patches;
    Range range = rangeOf(graph, ranges.substr(at, end - at));
    block.operators = std::move(range.operators);
    words += (at > 0 ? "," : "") + range.name;
    const Operator& last = graph[block.operators.back()];
    if (std::holds_alternative<GlobalPool>(last.attributes)) block.result = BlockResult::accumulate;
    checkStage(graph, block);
    setTile(graph, block, {1, 1});
    blocks.push_back(std::move(block));
    at = end + 1;
  }
  return completed(graph, std::move(blocks), words);
}

}  // namespace

std::span<const SubSpace> subSpaces() { return spaces; }

const SubSpace* subSpaceOf(const std::string& words) {
  const auto found = std::find_if(spaces.begin(), spaces.end(), [&](const SubSpace& space) {
    return words.rfind(std::string(space.name) + ":", 0) == 0;
  });
  return found == spaces.end() ? nullptr : &*found;
}

Schedule inSubSpace(const Graph& graph, const std::string& words, const Block& patches) {
  const SubSpace& space = *subSpaceOf(words);
  const std::string rest = words.substr(space.name.size() + 1);
  Block block = patches;
  block.overlap = overlapOf(space);
  if (space.name == "msf") return pixelBlocks(graph, rest, block);
  const std::size_t at = rest.find('@');
  if (at == std::string::npos) refuse(words, space);
  const std::string size = rest.substr(0, at);
  const std::optional<Grid> grid = parseGrid(size);
  const std::optional<std::int64_t> rows = stripeRows(size);
  const bool stripes = space.name == "rows";
  if (stripes ? !rows : !grid || grid->whole()) refuse(words, space);
  Range range = rangeOf(graph, rest.substr(at + 1));
  block.operators = std::move(range.operators);
  checkStage(graph, block);
  if (stripes) {
    setStripes(graph, block, *rows);
  } else {
    block.grid = *grid;
  }
  const std::string name = std::string(space.name) + ":" + size + "@" + range.name;
  return completed(graph, {std::move(block)}, name);
}

}  // namespace tessera
