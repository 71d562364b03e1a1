#include "sim/schedule/schedule.h"

#include <array>
#include <utility>
#include <variant>

#include "core/checked.h"
#include "core/receptive_field.h"

namespace tessera {
namespace {

constexpr const char* partitionHint = "a schedule runs every operator of the model exactly once";

[[noreturn]] void invalid(const std::string& message, const Schedule& schedule) {
  throw Error(ErrorCode::input, message, "schedule '" + schedule.name + "'", partitionHint);
}

void checkInputsReady(const Graph& graph, const Schedule& schedule, OperatorId id,
                      const std::vector<bool>& done) {
  for (const TensorId input : graph[id].inputs) {
    const auto producer = graph.producer(input);
    if (producer && !done[producer->index()]) {
      invalid("operator '" + graph[id].name + "' runs before '" + graph[*producer].name +
                  "', whose output it reads",
              schedule);
    }
  }
}

}  // namespace

std::string_view name(TilePolicy policy) {
  return policy == TilePolicy::clipped ? "clipped" : "full";
}

std::string_view name(StageInput input) {
  constexpr std::array<std::string_view, 3> names{"resident", "streamed", "rows"};
  return names.at(static_cast<std::size_t>(input));
}

std::string_view name(TileOrder order) { return order == TileOrder::layers ? "layers" : "pull"; }

std::string_view name(BlockResult result) {
  constexpr std::array<std::string_view, 3> names{"fresh", "over-input", "accumulate"};
  return names.at(static_cast<std::size_t>(result));
}

std::string_view name(TileBuffers buffers) {
  return buffers == TileBuffers::perPatch ? "per-patch" : "largest";
}

std::string_view name(Overlap overlap) {
  return overlap == Overlap::recompute ? "recompute" : "cache";
}

TensorId tiledTensor(const Graph& graph, const Block& block) {
  const Operator& last = graph[block.operators.back()];
  const bool sums = block.result == BlockResult::accumulate && !last.inputs.empty();
  if (!sums) return last.outputs.front();
  const TensorId input = last.inputs.front();
  return std::holds_alternative<GlobalPool>(last.attributes) ? input : graph.storage(input);
}

void setTile(const Graph& graph, Block& block, Extent tile) {
  const TensorId tiled = tiledTensor(graph, block);
  const Region whole = wholeRegion(graph, tiled);
  if (tile.rows > whole.rows.end || tile.columns > whole.columns.end) {
    const auto text = [](std::int64_t rows, std::int64_t columns) {
      return std::to_string(rows) + "x" + std::to_string(columns);
    };
    const std::string most = text(whole.rows.end, whole.columns.end);
    throw Error(ErrorCode::input,
                "a tile of " + text(tile.rows, tile.columns) + " is larger than '" +
                    graph[tiled].name + "', " + most,
                "a block in patches", "the largest tile is " + most);
  }
  block.tile = tile;
  block.grid = {ceilDiv(whole.rows.end, tile.rows), ceilDiv(whole.columns.end, tile.columns)};
}

Schedule layerWise(const Graph& graph) {
  Schedule schedule{"layer", {}};
  schedule.blocks.reserve(graph.operators().size());
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    Block block;
    block.operators.push_back(OperatorId(i));
    schedule.blocks.push_back(std::move(block));
  }
  return schedule;
}

bool isLayerWise(const Graph& graph, const Schedule& schedule) {
  std::size_t next = 0;
  for (const Block& block : schedule.blocks) {
    if (!block.whole()) return false;
    for (const OperatorId op : block.operators) {
      if (op.index() != next++) return false;
    }
  }
  return next == graph.operators().size();
}

void checkSchedule(const Graph& graph, const Schedule& schedule) {
  std::vector<bool> done(graph.operators().size(), false);
  std::size_t count = 0;
  for (const Block& block : schedule.blocks) {
    if (block.operators.empty()) invalid("a block has no operators", schedule);
    if (block.grid.rows < 1 || block.grid.columns < 1) {
      invalid("a grid has less than one row or column", schedule);
    }
    for (const OperatorId id : block.operators) {
      if (id.index() >= done.size()) invalid("it names an operator that does not exist", schedule);
      if (done[id.index()]) invalid("operator '" + graph[id].name + "' runs twice", schedule);
      checkInputsReady(graph, schedule, id, done);
      done[id.index()] = true;
      ++count;
    }
  }
  if (count < done.size()) {
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (!done[i]) invalid("operator '" + graph.operators()[i].name + "' never runs", schedule);
    }
  }
}

}  // namespace tessera
