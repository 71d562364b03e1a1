#include "sim/schedule/channel_chunks.h"

#include <algorithm>
#include <string>
#include <variant>

#include "core/checked.h"
#include "core/depthwise.h"
#include "core/kinds.h"

namespace tessera {
namespace {

std::int64_t channelsOf(const Graph& graph, TensorId id) {
  return featureMap(graph[id].shape, graph.layout()).channels;
}

/// Whether the operator is a convolution each of whose outputs reads all channels.
bool mixesAll(const Graph& graph, const Operator& op) {
  const auto* const convolution = std::get_if<Convolution>(&op.attributes);
  return convolution != nullptr && convolution->groups == 1 && op.outputs.size() == 1 &&
         op.inputs.size() > 1 && graph[op.inputs[1]].role != TensorRole::activation;
}

/// Why a chunk cannot pass through the operator channel by channel; empty where it can.
struct WhyItMixes {
  const Graph& graph;
  const Operator& op;

  std::string operator()(const Convolution&) const {
    const bool each = isDepthwise(graph, op) &&
                      channelsOf(graph, op.outputs.front()) == channelsOf(graph, op.inputs.front());
    return each ? "" : "is a grouped convolution, whose groups mix channels";
  }
  std::string operator()(const Pad& pad) const {
    const std::size_t axis = graph.layout() == Layout::channelsFirst ? 1 : pad.before.size() - 1;
    const bool known = axis < pad.before.size() && axis < pad.after.size();
    return known && pad.before[axis] == 0 && pad.after[axis] == 0 ? "" : "pads channels";
  }
  template <OneOf<Activation, BatchNormalization, Pool> Kind>
  std::string operator()(const Kind&) const {
    return {};
  }
  template <OneOf<Elementwise, Concat, Split, Slice, Resize, Quantize, Dequantize, Cast> Kind>
  std::string operator()(const Kind&) const {
    return "does not keep each channel to itself";
  }
  template <OneOf<TransposedConvolution, FullyConnected, MatMul, GlobalPool, Reshape, Transpose,
                  Reduce, Softmax, LayerNormalization, Rearrange, Recurrent, Opaque>
                Kind>
  std::string operator()(const Kind&) const {
    return "mixes channels";
  }
};

std::string whyItMixes(const Graph& graph, const Operator& op) {
  for (std::size_t i = 1; i < op.inputs.size(); ++i) {
    if (graph[op.inputs[i]].role == TensorRole::activation) return "reads a second tensor";
  }
  if (op.outputs.size() != 1) return "has several results";
  return std::visit(WhyItMixes{graph, op}, op.attributes);
}

/// A run, or what stands in the way of one.
struct Attempt {
  std::optional<ChunkRun> run;
  std::string why;
};

class Runs {
 public:
  Runs(const Graph& graph, const Block& block) : graph_(graph), block_(block) {}

  /// The run that the operator at `first`, which expands, begins.
  Attempt from(std::size_t first) const {
    const TensorId expanded = outputAt(first);
    ChunkRun run{first, first, channelsOf(graph_, expanded)};
    for (std::size_t at = first + 1; at < block_.operators.size(); ++at) {
      const Operator& op = opAt(at);
      const TensorId before = outputAt(at - 1);
      if (const std::string why = whyNotNext(before, at); !why.empty()) return {std::nullopt, why};
      if (mixesAll(graph_, op)) {
        run.last = at;
        return {run, {}};
      }
      const std::string why = whyItMixes(graph_, op);
      if (!why.empty())
        return {std::nullopt, "operator '" + op.name + "' (" + op.type + ") " + why};
    }
    return {std::nullopt, "no operator of the block sums up the channels of '" +
                              graph_[expanded].name + "' again"};
  }

  /// Whether the operator makes more channels than it reads, and more than a chunk.
  bool expands(std::size_t at) const {
    const Operator& op = opAt(at);
    const std::int64_t channels = channelsOf(graph_, outputAt(at));
    return mixesAll(graph_, op) && channels > channelsOf(graph_, op.inputs.front()) &&
           channels > block_.channels && at + 1 < block_.operators.size();
  }

 private:
  const Operator& opAt(std::size_t at) const { return graph_[block_.operators[at]]; }
  TensorId outputAt(std::size_t at) const { return opAt(at).outputs.front(); }

  /// Why the operator at `at` is not the one reader of the tensor before it.
  std::string whyNotNext(TensorId tensor, std::size_t at) const {
    const auto readers = graph_.consumers(tensor);
    const std::string quoted = "'" + graph_[tensor].name + "'";
    if (readers.size() != 1) return quoted + " has several readers";
    if (readers.front() != block_.operators[at]) {
      return "operator '" + opAt(at).name + "' runs between " + quoted + " and its reader";
    }
    if (opAt(at).inputs.front() != tensor) return quoted + " is no first input of its reader";
    return {};
  }

  const Graph& graph_;
  const Block& block_;
};

}  // namespace

std::vector<ChunkRun> chunkRuns(const Graph& graph, const Block& block) {
  std::vector<ChunkRun> runs;
  if (block.channels < 1) return runs;
  const Runs all(graph, block);
  for (std::size_t at = 0; at < block.operators.size(); ++at) {
    if (graph[block.operators[at]].outputs.empty() || !all.expands(at)) continue;
    if (const Attempt attempt = all.from(at); attempt.run) {
      runs.push_back(*attempt.run);
      at = attempt.run->last;
    }
  }
  return runs;
}

std::vector<TileCall> tileCalls(const Graph& graph, const Block& block) {
  const std::vector<ChunkRun> runs = chunkRuns(graph, block);
  std::vector<TileCall> calls;
  auto run = runs.begin();
  for (std::size_t at = 0; at < block.operators.size(); ++at) {
    if (run == runs.end() || at != run->first) {
      calls.push_back({at, {}, 1});
      continue;
    }
    for (std::int64_t from = 0; from < run->channels; from += block.channels) {
      const Interval chunk{from, std::min(from + block.channels, run->channels)};
      for (std::size_t i = run->first; i <= run->last; ++i) {
        calls.push_back({i, chunk, run->channels});
      }
    }
    at = run++->last;
  }
  return calls;
}

std::optional<BlockRefusal> whyNoChunks(const Graph& graph, const Block& block) {
  if (!chunkRuns(graph, block).empty()) return std::nullopt;
  const std::string hint = "leave \"channels\" out";
  const Runs all(graph, block);
  std::int64_t most = 0;
  for (std::size_t at = 0; at < block.operators.size(); ++at) {
    const Operator& op = graph[block.operators[at]];
    if (op.outputs.empty()) continue;
    if (!all.expands(at)) {
      if (mixesAll(graph, op)) most = std::max(most, channelsOf(graph, op.outputs.front()));
      continue;
    }
    return BlockRefusal{"no chunks of '" + op.name + "': " + all.from(at).why, hint};
  }
  return BlockRefusal{"no convolution of the block expands to more than " +
                          std::to_string(block.channels) + " channels",
                      most > 1 ? "its largest has " + std::to_string(most) + "; or " + hint : hint};
}

std::int64_t countTileCalls(const Graph& graph, const Block& block) {
  auto calls = static_cast<std::int64_t>(block.operators.size());
  for (const ChunkRun& run : chunkRuns(graph, block)) {
    const auto length = static_cast<std::int64_t>(run.last - run.first + 1);
    const std::int64_t chunks = ceilDiv(run.channels, block.channels);
    calls = checkedAdd(calls, checkedMul(length, chunks - 1));
  }
  return calls;
}

}  // namespace tessera
