#include "sim/run/field_report.h"

#include <algorithm>

#include "core/receptive_field.h"
#include "core/work.h"
#include "sim/run/stage_regions.h"
#include "sim/schedule/accumulated.h"

namespace tessera {
namespace {

AxisField through(const AxisField& in, const AxisMap& map, std::int64_t outputExtent) {
  if (map.kind == AxisMap::Kind::window) {
    return {checkedAdd(in.pixels, checkedMul(map.reach - 1, in.stride)),
            checkedMul(in.stride, map.stride)};
  }
  if (map.kind == AxisMap::Kind::table && map.extent > 0) {
    const auto widest =
        std::max_element(map.reads.begin(), map.reads.end(),
                         [](Interval a, Interval b) { return a.length() < b.length(); });
    const std::int64_t reach = widest == map.reads.end() ? 1 : widest->length();
    return {checkedAdd(in.pixels, checkedMul(std::max<std::int64_t>(reach - 1, 0), in.stride)),
            std::max<std::int64_t>(1, ceilDiv(checkedMul(in.stride, map.extent),
                                              std::max<std::int64_t>(1, outputExtent)))};
  }
  return in;
}

AxisField larger(const AxisField& a, const AxisField& b) {
  return {std::max(a.pixels, b.pixels), std::max(a.stride, b.stride)};
}

std::optional<OperatorField> fieldOf(const Graph& graph, OperatorId id,
                                     const std::vector<std::optional<OperatorField>>& known) {
  if (!whyNotLocal(graph, id).empty()) return std::nullopt;
  const Operator& op = graph[id];
  const Region whole = wholeRegion(graph, op.outputs.front());
  OperatorField field;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) {
    if (graph[op.inputs[i]].role != TensorRole::activation) continue;
    OperatorField in;
    if (const auto producer = graph.producer(op.inputs[i])) {
      if (!known[producer->index()]) return std::nullopt;
      in = *known[producer->index()];
    }
    const RegionMap map = regionMap(graph, id, i);
    field.rows = larger(field.rows, through(in.rows, map.rows, whole.rows.end));
    field.columns = larger(field.columns, through(in.columns, map.columns, whole.columns.end));
  }
  return field;
}

bool isWindowed(const Operator& op) {
  const Window* window = windowOf(op);
  return window != nullptr && std::any_of(window->begin(), window->end(),
                                          [](const WindowAxis& axis) { return axis.kernel > 1; });
}

/// The same graph with that operator's kernel shrunk to its centre tap.
Graph withoutKernel(const Graph& graph, OperatorId id) {
  Network network = toNetwork(graph);
  Attributes& attributes = network.operators[id.index()].attributes;
  Window& window = std::holds_alternative<Convolution>(attributes)
                       ? std::get<Convolution>(attributes).window
                       : std::get<Pool>(attributes).window;
  for (WindowAxis& axis : window) {
    const std::int64_t margin = (axis.kernel - 1) * axis.dilation;
    axis = {1, axis.stride, 1, axis.padBefore - margin / 2, axis.padAfter - (margin - margin / 2)};
  }
  return Graph(std::move(network));
}

struct StageBill {
  Macs extra;
  Extent input;  ///< the largest patch of what the stage reads
};

/// Regions from `shaped`, work for each output from `priced`.
StageBill bill(const Graph& shaped, const Graph& priced, const Block& block) {
  const BlockTiles regions = blockTiles(shaped, block);
  StageBill result;
  for (std::size_t i = 0; i < block.operators.size(); ++i) {
    const OperatorId op = block.operators[i];
    const OperatorTiles& tiles = regions.operators[i];
    const Macs once = macs(priced, op).value_or(Macs(0));
    const MacShare share(once, wholeRegion(priced, workedTensor(priced, block, i)).area());
    result.extra += macsOf(tiles.under(block.tiles), share) - once;
  }
  for (const InputTiles& input : regions.inputs) {
    const Extent most = largestExtent(input.tiles.under(block.tiles));
    result.input.rows = std::max(result.input.rows, most.rows);
    result.input.columns = std::max(result.input.columns, most.columns);
  }
  return result;
}

}  // namespace

std::vector<std::optional<OperatorField>> receptiveFields(const Graph& graph) {
  std::vector<std::optional<OperatorField>> fields;
  fields.reserve(graph.operators().size());
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    fields.push_back(fieldOf(graph, OperatorId(i), fields));
  }
  return fields;
}

std::vector<KernelShare> kernelShares(const Graph& graph, const Block& block) {
  const StageBill now = bill(graph, graph, block);
  std::vector<KernelShare> shares;
  for (const OperatorId op : block.operators) {
    if (!isWindowed(graph[op])) continue;
    const StageBill without = bill(withoutKernel(graph, op), graph, block);
    shares.push_back({op, now.input.rows - without.input.rows,
                      now.input.columns - without.input.columns, now.extra, without.extra});
  }
  return shares;
}

}  // namespace tessera
