#include "sim/search/front/working_set.h"

#include <algorithm>
#include <array>

#include "core/checked.h"
#include "sim/run/sum_bytes.h"
#include "sim/schedule/accumulated.h"

namespace tessera {
namespace {

/// The most that one position reads along an axis.
std::int64_t mostRead(const AxisMap& map, std::int64_t extent) {
  std::int64_t most = 0;
  for (const std::int64_t at : std::array{std::int64_t{0}, extent / 2, extent - 1}) {
    most = std::max(most, map.clipped({at, at + 1}).length());
  }
  return most;
}

std::int64_t wholeBytes(const SearchGraph& graph, OperatorId id) {
  std::int64_t read = 0;
  for (const TensorId tensor : graph.program.reads(id)) {
    read += graph.program.bytes[tensor.index()].count();
  }
  std::int64_t written = 0;
  for (const TensorId tensor : graph.program.writes(id)) {
    written += graph.program.bytes[tensor.index()].count();
  }
  return std::max(read, written);
}

std::int64_t leastOf(const SearchGraph& graph, std::size_t at) {
  const Graph& source = graph.program.graph;
  const SearchGraph::Node& node = graph.nodes[at];
  const OperatorId id(at);
  if (graph.program.writes(id).empty()) return 0;  // a view
  if (whyNoSums(source, id).empty()) {
    const TensorId output = source[id].outputs.front();
    std::int64_t summed = checkedMul(source[output].shape.elements(), sumBytes(source, id));
    if (!node.reads.empty()) {
      summed += graph.nodes[node.reads.front().node].tensors.front().bytesOf(1);
    }
    return std::min(wholeBytes(graph, id), summed);
  }
  if (!node.mayEnd && !node.mayBeInside) return wholeBytes(graph, id);
  const Region whole = wholeRegion(source, source[id].outputs.front());
  std::int64_t read = 0;
  for (const SearchGraph::Read& from : node.reads) {
    const std::int64_t positions = checkedMul(mostRead(from.map.rows, whole.rows.end),
                                              mostRead(from.map.columns, whole.columns.end));
    read += graph.nodes[from.node].tensors.front().bytesOf(positions);
  }
  std::int64_t written = 0;
  for (const SearchGraph::Tensor& tensor : node.tensors) written += tensor.bytesOf(1);
  const bool elementwise = node.macs == Macs(0);
  return elementwise ? std::max(read, written) : read + written;
}

}  // namespace

Bytes leastWorkingSet(const SearchGraph& graph) {
  std::int64_t most = 0;
  for (std::size_t at = 0; at < graph.operators(); ++at) {
    most = std::max(most, leastOf(graph, at));
  }
  for (const TensorId output : graph.program.graph.outputs()) {
    most = std::max(most, graph.program.bytes[output.index()].count());
  }
  return Bytes(most);
}

}  // namespace tessera
