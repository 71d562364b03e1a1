#include "sim/run/stage_summary.h"

#include <algorithm>
#include <map>

#include "core/work.h"

namespace tessera {
namespace {

std::map<OperatorId, Bytes> peaksOf(const Trace& trace, std::uint32_t block) {
  std::map<OperatorId, Bytes> peaks;
  for (const Step& step : trace.steps) {
    if (step.block == block) peaks[step.op] = std::max(peaks[step.op], step.live);
  }
  return peaks;
}

StageInputSummary inputSummary(const Graph& graph, const InputTiles& input, TilePolicy policy) {
  const Region whole = wholeRegion(graph, input.tensor);
  const std::int64_t elements = graph[input.tensor].shape.elements();
  const std::int64_t perPosition = whole.area() > 0 ? elements / whole.area() : 0;
  const Extent most = largestExtent(input.tiles.under(policy));
  return {input.tensor, most.rows, most.columns, elements,
          checkedMul(totalArea(input.tiles.clipped), perPosition)};
}

/// Elements of one position of the tensor.
std::int64_t channelsOf(const Graph& graph, TensorId tensor) {
  const std::int64_t area = wholeRegion(graph, tensor).area();
  return area > 0 ? graph[tensor].shape.elements() / area : 0;
}

/// The inner tensors of a stage, by their place among its tiles.
std::vector<StageTensorSummary> tensorSummaries(const Execution& execution, const Block& block,
                                                const StagePlan& stage, const StageReplay& replay) {
  const Graph& graph = execution.program.graph;
  std::vector<StageTensorSummary> summaries;
  for (std::size_t i = 0; i < stage.tiles.size(); ++i) {
    const StageTile& tile = stage.tiles[i];
    if (tile.kind != BufferKind::tile || tile.channels.begin > 0) continue;  // one chunk for all
    const std::int64_t channels = channelsOf(graph, tile.tensor);
    const std::size_t position = stage.calls[tile.first].position;
    const HeldPositions positions = heldPositions(stage.regions.needed[position].clipped,
                                                  stage.regions.operators[position].clipped);
    StageTensorSummary summary;
    summary.tensor = tile.tensor;
    summary.overlap = overlapOfOutputs(graph, block, block.operators[position]);
    summary.chunk = tile.channels.length();
    summary.needed = checkedMul(positions.needed, channels);
    summary.computed = checkedMul(positions.computed, channels);
    summary.held = checkedMul(positions.held, channels);
    summary.readBeforeWritten = checkedMul(replay.readBeforeWritten[i], channels);
    for (const StageHeld& held : stage.held) {
      if (held.tensor != tile.tensor) continue;
      const Bytes most = std::max(held.bytes[0], held.bytes[1]);
      (held.kind == BufferKind::beside ? summary.beside : summary.rows) = most;
    }
    for (std::size_t strip = 0; strip < stage.regions.strips(); ++strip) {
      for (std::size_t column = 0; column < stage.regions.columns(); ++column) {
        summary.moved += tile.moved(strip, column);
      }
    }
    summaries.push_back(summary);
  }
  return summaries;
}

StageSummary summarize(const Execution& execution, std::uint32_t at, const Trace& trace,
                       const StageReplay& replay) {
  const Graph& graph = execution.program.graph;
  const Block& block = execution.schedule.blocks[at];
  const StagePlan& stage = *execution.stages[at];
  std::map<OperatorId, Bytes> peaks = peaksOf(trace, at);
  StageSummary summary;
  summary.block = at;
  summary.grid = block.grid;
  summary.holds = !stage.held.empty();
  summary.over = stage.over;
  for (std::size_t i = 0; i < block.operators.size(); ++i) {
    const OperatorId op = block.operators[i];
    const OperatorTiles& tiles = stage.regions.operators[i];
    const Macs once = macs(graph, op).value_or(Macs(0));
    Macs clipped, full;
    for (const StageCall& call : stage.calls) {
      if (call.position != i) continue;
      clipped += macsOf(tiles.clipped, call.macs);
      full += macsOf(tiles.full, call.macs);
    }
    const Extent most = largestExtent(tiles.under(block.tiles));
    const Macs executed = block.tiles == TilePolicy::full ? full : clipped;
    summary.operators.push_back({op, most.rows, most.columns, peaks[op], once, executed});
    summary.once += once;
    summary.executed += executed;
    summary.executedClipped += clipped;
    summary.executedFull += full;
  }
  for (const InputTiles& input : stage.regions.inputs) {
    summary.inputs.push_back(inputSummary(graph, input, block.tiles));
  }
  summary.tensors = tensorSummaries(execution, block, stage, replay);
  summary.calls = std::count_if(trace.steps.begin(), trace.steps.end(),
                                [&](const Step& step) { return step.block == at && step.call; });
  return summary;
}

}  // namespace

std::vector<StageSummary> stageSummaries(const Execution& execution, const Trace& trace,
                                         const std::vector<StageReplay>& replays) {
  std::vector<StageSummary> summaries;
  for (std::uint32_t at = 0; at < execution.stages.size(); ++at) {
    if (execution.stages[at] == nullptr) continue;
    summaries.push_back(summarize(execution, at, trace, replays[at]));
  }
  return summaries;
}

Bytes peakOutsideStages(const Schedule& schedule, const Trace& trace) {
  Bytes peak;
  for (const Step& step : trace.steps) {
    if (schedule.blocks[step.block].whole()) peak = std::max(peak, step.live);
  }
  return peak;
}

}  // namespace tessera
