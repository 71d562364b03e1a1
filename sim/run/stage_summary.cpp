#include "sim/run/stage_summary.h"

#include <algorithm>
#include <map>

#include "core/work.h"
#include "sim/run/stage_regions.h"

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

StageSummary summarize(const Graph& graph, const Block& block, std::uint32_t at,
                       const Trace& trace) {
  const BlockTiles regions = blockTiles(graph, block);
  std::map<OperatorId, Bytes> peaks = peaksOf(trace, at);
  StageSummary summary;
  summary.block = at;
  summary.grid = block.grid;
  for (std::size_t i = 0; i < block.operators.size(); ++i) {
    const OperatorId op = block.operators[i];
    const OperatorTiles& tiles = regions.operators[i];
    const Macs once = macs(graph, op).value_or(Macs(0));
    const std::int64_t area = wholeRegion(graph, graph[op].outputs.front()).area();
    const std::int64_t perPosition = area > 0 ? once.count() / area : 0;
    const Macs clipped(checkedMul(totalArea(tiles.clipped), perPosition));
    const Macs full(checkedMul(totalArea(tiles.full), perPosition));
    const Extent most = largestExtent(tiles.under(block.tiles));
    const Macs executed = block.tiles == TilePolicy::full ? full : clipped;
    summary.operators.push_back({op, most.rows, most.columns, peaks[op], once, executed});
    summary.once += once;
    summary.executed += executed;
    summary.executedClipped += clipped;
    summary.executedFull += full;
  }
  for (const InputTiles& input : regions.inputs) {
    summary.inputs.push_back(inputSummary(graph, input, block.tiles));
  }
  return summary;
}

}  // namespace

std::vector<StageSummary> stageSummaries(const Graph& graph, const Schedule& schedule,
                                         const Trace& trace) {
  std::vector<StageSummary> summaries;
  for (std::uint32_t at = 0; at < schedule.blocks.size(); ++at) {
    const Block& block = schedule.blocks[at];
    if (!block.grid.whole()) summaries.push_back(summarize(graph, block, at, trace));
  }
  return summaries;
}

Bytes peakOutsideStages(const Schedule& schedule, const Trace& trace) {
  Bytes peak;
  for (const Step& step : trace.steps) {
    if (schedule.blocks[step.block].grid.whole()) peak = std::max(peak, step.live);
  }
  return peak;
}

}  // namespace tessera
