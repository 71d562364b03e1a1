#include "core/blocks.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/work.h"

namespace tessera {
namespace {

/// What plain liveness says of each operator: the bytes alive while it runs, and the stored
/// activations that are still needed after it.
struct Liveness {
  std::vector<Bytes> during;
  std::vector<Bytes> crossing;
  std::vector<std::int64_t> crossingTensors;
};

/// The operators at which each stored activation is alive, by tensor index; empty for constants and
/// views.
std::vector<Interval> liveRanges(const Graph& graph) {
  const auto end = static_cast<std::int64_t>(graph.operators().size());
  std::vector<Interval> ranges(graph.tensors().size());
  const auto cover = [&](TensorId id, std::int64_t first, std::int64_t last) {
    const TensorId storage = graph.storage(id);
    if (graph[storage].role != TensorRole::activation) return;
    ranges[storage.index()] = hull(ranges[storage.index()], {first, last});
  };
  for (const TensorId id : graph.inputs()) cover(id, 0, 1);
  for (std::int64_t i = 0; i < end; ++i) {
    const Operator& op = graph.operators()[static_cast<std::size_t>(i)];
    for (const TensorId id : op.inputs) cover(id, i, i + 1);
    for (const TensorId id : op.outputs) cover(id, i, i + 1);
  }
  // One past the last operator: an output is still needed when all have run.
  for (const TensorId id : graph.outputs()) cover(id, end, end + 1);
  return ranges;
}

Liveness livenessOf(const Graph& graph) {
  const std::size_t operators = graph.operators().size();
  std::vector<Bytes> appears(operators + 2);
  std::vector<Bytes> expires(operators + 2);
  std::vector<std::int64_t> appearing(operators + 2, 0);
  std::vector<std::int64_t> expiring(operators + 2, 0);
  const std::vector<Interval> ranges = liveRanges(graph);
  for (std::size_t t = 0; t < ranges.size(); ++t) {
    if (ranges[t].empty()) continue;
    const Bytes bytes = storageBytes(graph[TensorId(t)]);
    const auto first = static_cast<std::size_t>(ranges[t].begin);
    const auto end = static_cast<std::size_t>(ranges[t].end);
    appears[first] += bytes;
    expires[end] += bytes;
    ++appearing[first];
    ++expiring[end];
  }
  Liveness live{std::vector<Bytes>(operators), std::vector<Bytes>(operators),
                std::vector<std::int64_t>(operators)};
  Bytes held;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < operators; ++i) {
    held += appears[i];
    count += appearing[i];
    live.during[i] = held;
    held -= expires[i + 1];
    count -= expiring[i + 1];
    live.crossing[i] = held;
    live.crossingTensors[i] = count;
  }
  return live;
}

bool makesViews(const Graph& graph, const Operator& op) {
  return std::all_of(op.outputs.begin(), op.outputs.end(),
                     [&](TensorId id) { return graph.storage(id) != id; });
}

/// The first operator that multiplies, or the number of operators.
std::size_t firstWork(const Graph& graph) {
  const std::size_t count = graph.operators().size();
  for (std::size_t i = 0; i < count; ++i) {
    if (macs(graph, OperatorId(i)).value_or(Macs(0)) > Macs(0)) return i;
  }
  return count;
}

/// The operators after which a block ends, ascending; the last operator is always one.
std::vector<std::size_t> blockEnds(const Graph& graph, const Liveness& live) {
  std::vector<std::size_t> ends;
  const std::size_t count = graph.operators().size();
  const std::size_t stem = firstWork(graph);
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const bool fell = i <= stem || live.crossing[i] <= live.crossing[i - 1];
    const bool rises = live.crossing[i] <= live.crossing[i + 1];
    const bool viewNext = makesViews(graph, graph.operators()[i + 1]);
    if (live.crossingTensors[i] == 1 && fell && rises && !viewNext) ends.push_back(i);
  }
  ends.push_back(count - 1);
  return ends;
}

bool isSeparator(char c) { return c == '/' || c == '.'; }

/// The longest prefix of both names that ends where a component of both ends.
std::string_view commonPrefix(std::string_view a, std::string_view b) {
  const auto [atA, atB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto length = static_cast<std::size_t>(atA - a.begin());
  const bool wholeA = atA == a.end() && (atB == b.end() || isSeparator(*atB));
  const bool wholeB = atB == b.end() && (atA == a.end() || isSeparator(*atA));
  if (wholeA || wholeB) return a.substr(0, length);
  while (length > 0 && !isSeparator(a[length - 1])) --length;
  return a.substr(0, length > 0 ? length - 1 : 0);
}

std::string_view commonPrefix(const Graph& graph, std::size_t first, std::size_t end) {
  std::string_view prefix = graph.operators()[first].name;
  for (std::size_t i = first + 1; i < end && !prefix.empty(); ++i) {
    prefix = commonPrefix(prefix, graph.operators()[i].name);
  }
  return prefix;
}

std::string_view withoutLeadingSeparators(std::string_view name) {
  const auto first = std::find_if_not(name.begin(), name.end(), isSeparator);
  return name.substr(static_cast<std::size_t>(first - name.begin()));
}

/// `everywhere` is the prefix of all names of the network, which tells no block from another.
std::string labelOf(const Graph& graph, std::size_t first, std::size_t end,
                    std::string_view everywhere) {
  const std::string_view prefix = commonPrefix(graph, first, end);
  if (end - first == 1 || prefix.size() > everywhere.size()) {
    return std::string(withoutLeadingSeparators(prefix));
  }
  const auto shortName = [&](std::size_t at) {
    return withoutLeadingSeparators(
        std::string_view(graph.operators()[at].name).substr(everywhere.size()));
  };
  return std::string(shortName(first)) + ".." + std::string(shortName(end - 1));
}

}  // namespace

std::vector<NetworkBlock> networkBlocks(const Graph& graph) {
  std::vector<NetworkBlock> blocks;
  if (graph.operators().empty()) return blocks;
  const Liveness live = livenessOf(graph);
  const std::string_view everywhere = commonPrefix(graph, 0, graph.operators().size());
  std::vector<bool> counted(graph.tensors().size(), false);
  std::size_t first = 0;
  for (const std::size_t last : blockEnds(graph, live)) {
    NetworkBlock block;
    block.operators = {static_cast<std::int64_t>(first), static_cast<std::int64_t>(last) + 1};
    block.label = labelOf(graph, first, last + 1, everywhere);
    for (std::size_t i = first; i <= last; ++i) {
      block.peak = std::max(block.peak, live.during[i]);
      block.macs += macs(graph, OperatorId(i)).value_or(Macs(0));
      for (const TensorId id : graph.operators()[i].inputs) {
        if (graph[id].role == TensorRole::activation || counted[id.index()]) continue;
        counted[id.index()] = true;
        block.weightBytes += storageBytes(graph[id]);
      }
    }
    blocks.push_back(std::move(block));
    first = last + 1;
  }
  return blocks;
}

}  // namespace tessera
