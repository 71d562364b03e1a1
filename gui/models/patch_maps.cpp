#include "gui/models/patch_maps.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/receptive_field.h"
#include "sim/schedule/channel_chunks.h"

namespace tessera::gui {
namespace {

const char* const times = "\u00d7";

std::string interval(Interval of) { return fmt::format("[{}, {})", of.begin, of.end); }

std::string regionText(const Region& region) {
  return fmt::format("rows {}, columns {}", interval(region.rows), interval(region.columns));
}

StageMap mapOf(const Graph& graph, TensorId tensor, OperatorTiles patches) {
  StageMap map;
  map.tensor = graph[tensor].name;
  map.name = map.tensor;
  map.whole = wholeRegion(graph, tensor);
  map.channels = featureMap(graph[tensor].shape, graph.layout()).channels;
  map.coverage = CoverageMap(map.whole, everyRegion(patches.clipped));
  map.patches = std::move(patches);
  return map;
}

void addMaps(StageMaps& stage, const Graph& graph, const Block& block) {
  BlockTiles tiles = blockTiles(graph, block);
  stage.grid = {static_cast<std::int64_t>(tiles.strips()),
                static_cast<std::int64_t>(tiles.columns())};
  stage.holds = !tiles.anew;
  for (InputTiles& input : tiles.inputs) {
    stage.maps.push_back(mapOf(graph, input.tensor, std::move(input.tiles)));
    stage.maps.back().needed = stage.maps.back().patches.clipped;
  }
  std::reverse(stage.maps.begin(), stage.maps.end());  // found from the last operator back
  for (std::size_t i = 0; i < block.operators.size(); ++i) {
    const OperatorId op = block.operators[i];
    StageMap map = mapOf(graph, graph[op].outputs.front(), std::move(tiles.operators[i]));
    map.name = graph[op].name;
    map.op = op;
    map.needed = std::move(tiles.needed[i].clipped);
    map.isStageOutput = i + 1 == block.operators.size();
    stage.mostTimes = std::max(stage.mostTimes, map.coverage.most());
    stage.maps.push_back(std::move(map));
  }
}

std::string haloText(const Region& patch, const Region& owned) {
  if (patch == owned) return "Halo: none, no other patch has any of it";
  if (owned.empty()) return "Halo: all of it, other patches have it too";
  return fmt::format("Halo: {} rows above, {} below, {} columns left, {} right",
                     owned.rows.begin - patch.rows.begin, patch.rows.end - owned.rows.end,
                     owned.columns.begin - patch.columns.begin,
                     patch.columns.end - owned.columns.end);
}

}  // namespace

std::string StageMap::sizeText() const {
  return fmt::format("{} {} {} {} {}", whole.rows.length(), times, whole.columns.length(), times,
                     channels);
}

std::string StageMaps::title() const {
  const auto first = std::find_if(maps.begin(), maps.end(), [](const auto& m) { return m.op; });
  return fmt::format("{} {} {} patches, {} to {} ({} operators)", grid.rows, times, grid.columns,
                     first->name, maps.back().name, operators);
}

std::vector<StageMaps> stageMaps(const Run& run) {
  std::vector<StageMaps> stages;
  if (run == nullptr) return stages;
  const ScheduleRun& ran = run->report.run;
  std::int64_t step = 0;
  for (std::size_t i = 0; i < ran.schedule.blocks.size(); ++i) {
    const Block& block = ran.schedule.blocks[i];
    const auto operators = static_cast<std::int64_t>(block.operators.size());
    if (!block.whole()) {
      StageMaps stage;
      stage.block = i;
      stage.grid = block.grid;
      stage.tiles = block.tiles;
      stage.firstStep = step;
      stage.operators = operators;
      for (const TileCall& call : tileCalls(run->report.model.graph, block)) {
        stage.calls.push_back(static_cast<std::int64_t>(call.position));
      }
      addMaps(stage, run->report.model.graph, block);
      for (const StageSummary& summary : ran.stages) {
        if (summary.block != i) continue;
        stage.once = summary.once;
        stage.executed = summary.executed;
      }
      stages.push_back(std::move(stage));
    }
    step = block.whole() ? step + operators : stages.back().steps().end;
  }
  return stages;
}

std::string describeMap(const StageMaps& stage, const StageMap& map, std::int64_t patch,
                        std::int64_t row, std::int64_t column) {
  const auto index = static_cast<std::size_t>(patch);
  const Region region = map.patches.clipped[index];
  const Patch at = stage.patch(patch);
  std::string text = map.op ? fmt::format("{} writes {}", map.name, map.tensor)
                            : fmt::format("Stage input {}", map.tensor);
  text += fmt::format("\n{} (rows {} columns {} channels)", map.sizeText(), times, times);
  if (map.holds(index)) {
    text += fmt::format("\nPatch {},{} needs {}", at.row, at.column, regionText(map.needed[index]));
    text += region.empty() ? ", all of it held from earlier patches"
                           : ", what it does not compute is held from earlier patches";
  }
  if (region.empty()) return text + fmt::format("\nPatch {},{}: none of it", at.row, at.column);
  text += fmt::format("\nPatch {},{}: {}", at.row, at.column, regionText(region));
  if (stage.tiles == TilePolicy::full && map.patches.full[index] != region) {
    text += "\nAt full size: " + regionText(map.patches.full[index]);
  }
  text += "\n" + haloText(region, map.coverage.owned(region));
  const bool inside = map.whole.rows.contains(row) && map.whole.columns.contains(column);
  if (inside) {
    text += fmt::format("\nRow {}, column {}: {} {}{}", row, column, map.op ? "computed" : "read",
                        map.coverage.timesAt(row, column), times);
  }
  return text;
}

}  // namespace tessera::gui
