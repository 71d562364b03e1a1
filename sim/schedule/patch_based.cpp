#include "sim/schedule/patch_based.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <queue>
#include <span>
#include <utility>

#include "core/closest_name.h"
#include "core/kinds.h"
#include "core/receptive_field.h"
#include "sim/schedule/accumulated.h"

namespace tessera {
namespace {

/// Marks what `step` reaches from `from`, itself included. `step` lists an operator's neighbours.
template <class Step>
std::vector<bool> reached(const Graph& graph, OperatorId from, const Step& step) {
  std::vector<bool> marked(graph.operators().size(), false);
  std::vector<OperatorId> open{from};
  marked[from.index()] = true;
  while (!open.empty()) {
    const OperatorId at = open.back();
    open.pop_back();
    for (const OperatorId next : step(at)) {
      if (marked[next.index()]) continue;
      marked[next.index()] = true;
      open.push_back(next);
    }
  }
  return marked;
}

/// What turns, scales or converts the network's input before feature maps are computed from it.
bool mayPrepareInput(const Operator& op) {
  return isAmong(
      op, KindList<Transpose, Reshape, Cast, Quantize, Dequantize, Elementwise>{},
      KindList<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, GlobalPool,
               Activation, Concat, Split, Slice, Pad, Resize, Reduce, Softmax, LayerNormalization,
               BatchNormalization, Rearrange, Recurrent, Opaque>{});
}

/// Marks what a stage begins behind where nobody says its first operator: the changes of layout
/// that stand before the network's first feature maps, which have no patches, and what they read.
std::vector<bool> leadingLayoutChanges(const Graph& graph) {
  const std::size_t count = graph.operators().size();
  std::vector<bool> leading(count, false);
  for (std::size_t i = 0; i < count; ++i) {
    if (!mayPrepareInput(graph[OperatorId(i)])) continue;
    const auto before = graph.predecessors(OperatorId(i));
    leading[i] = std::all_of(before.begin(), before.end(),
                             [&](OperatorId id) { return leading[id.index()]; });
  }
  std::vector<bool> marked(count, false);
  for (std::size_t i = count; i-- > 0;) {
    if (!leading[i]) continue;
    const auto after = graph.successors(OperatorId(i));
    marked[i] =
        !whyNotLocal(graph, OperatorId(i)).empty() ||
        std::any_of(after.begin(), after.end(), [&](OperatorId id) { return marked[id.index()]; });
  }
  return marked;
}

/// Why the stage's inner tensors do not all stay inside it; empty where they do.
std::string whyLeaky(const Graph& graph, const std::vector<OperatorId>& operators,
                     const std::vector<bool>& inside) {
  for (const OperatorId id : operators) {
    if (id == operators.back()) continue;
    bool used = false;
    for (const TensorId output : graph[id].outputs) {
      if (graph.isOutput(output)) {
        return "operator '" + graph[id].name + "' inside the stage writes a graph output";
      }
      for (const OperatorId reader : graph.consumers(output)) {
        used = true;
        if (!inside[reader.index()]) {
          return "operator '" + graph[reader].name + "' outside the stage reads the output of '" +
                 graph[id].name + "' inside it";
        }
      }
    }
    if (!used) return "nothing in the stage reads the output of operator '" + graph[id].name + "'";
  }
  return {};
}

/// The blocks of a schedule as a graph of their own.
struct BlockOrder {
  std::vector<std::size_t> blockOf;                 // by operator
  std::vector<std::vector<std::size_t>> followers;  // by block
  std::vector<std::size_t> waitsFor;                // by block

  BlockOrder(const Graph& graph, const std::vector<Block>& blocks)
      : blockOf(graph.operators().size()), followers(blocks.size()), waitsFor(blocks.size(), 0) {
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      for (const OperatorId op : blocks[b].operators) blockOf[op.index()] = b;
    }
    for (std::size_t i = 0; i < graph.operators().size(); ++i) {
      for (const OperatorId before : graph.predecessors(OperatorId(i))) {
        if (blockOf[before.index()] == blockOf[i]) continue;
        followers[blockOf[before.index()]].push_back(blockOf[i]);
        ++waitsFor[blockOf[i]];
      }
    }
  }
};

std::vector<Block> withSingles(const Graph& graph, std::vector<Block> blocks) {
  std::vector<bool> listed(graph.operators().size(), false);
  for (const Block& block : blocks) {
    for (const OperatorId op : block.operators) listed[op.index()] = true;
  }
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (listed[i]) continue;
    Block single;
    single.operators.emplace_back(i);
    blocks.push_back(std::move(single));
  }
  return blocks;
}

}  // namespace

std::vector<OperatorId> stageOperators(const Graph& graph, OperatorId split,
                                       std::optional<OperatorId> start) {
  std::vector<bool> inside =
      reached(graph, split, [&](OperatorId id) { return graph.predecessors(id); });
  if (start) {
    const std::vector<bool> after =
        reached(graph, *start, [&](OperatorId id) { return graph.successors(id); });
    for (std::size_t i = 0; i < inside.size(); ++i) inside[i] = inside[i] && after[i];
    if (!inside[split.index()]) {
      throw Error(
          ErrorCode::usage,
          "operator '" + graph[split].name + "' does not depend on '" + graph[*start].name + "'",
          "stage", "a stage runs from its first operator to its split");
    }
  } else if (const auto before = leadingLayoutChanges(graph); !before[split.index()]) {
    for (std::size_t i = 0; i < inside.size(); ++i) inside[i] = inside[i] && !before[i];
  }
  std::vector<OperatorId> operators;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i]) operators.emplace_back(i);
  }
  return operators;
}

std::string whyNoStage(const Graph& graph, const std::vector<OperatorId>& operators,
                       BlockResult result) {
  if (operators.empty()) return "a stage has no operators";
  const bool sums = result == BlockResult::accumulate;
  if (sums) {
    const std::string why = whyNoSums(graph, operators.back());
    if (!why.empty()) {
      return "operator '" + graph[operators.back()].name + "' (" + graph[operators.back()].type +
             ") has no sums to accumulate: " + why;
    }
  }
  Block block;
  block.operators = operators;
  block.result = result;
  const std::size_t local = operators.size() - accumulatingTail(graph, block);
  std::vector<bool> inside(graph.operators().size(), false);
  for (const OperatorId id : operators) inside[id.index()] = true;
  for (const OperatorId id : std::span(operators).first(local)) {
    const std::string why = whyNotLocal(graph, id);
    if (!why.empty()) {
      return "operator '" + graph[id].name + "' (" + graph[id].type + ") ends a stage: " + why;
    }
  }
  if (graph[operators.back()].outputs.size() != 1) {
    return "operator '" + graph[operators.back()].name +
           "' cannot end a stage: it has several outputs";
  }
  return whyLeaky(graph, operators, inside);
}

Schedule completed(const Graph& graph, std::vector<Block> blocks, std::string name) {
  blocks = withSingles(graph, std::move(blocks));
  BlockOrder order(graph, blocks);
  using Ready = std::pair<OperatorId, std::size_t>;
  std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (order.waitsFor[b] == 0) ready.emplace(blocks[b].operators.front(), b);
  }
  Schedule schedule{std::move(name), {}};
  while (!ready.empty()) {
    const std::size_t b = ready.top().second;
    ready.pop();
    for (const std::size_t next : order.followers[b]) {
      if (--order.waitsFor[next] == 0) ready.emplace(blocks[next].operators.front(), next);
    }
    schedule.blocks.push_back(std::move(blocks[b]));
  }
  if (schedule.blocks.size() < blocks.size()) {
    throw Error(ErrorCode::input, "its blocks wait for each other",
                "schedule '" + schedule.name + "'",
                "a block may not depend on an operator that depends on the block");
  }
  return schedule;
}

Schedule patchBased(const Graph& graph, OperatorId split, const Block& patches,
                    std::optional<OperatorId> start) {
  Block stage = patches;
  stage.operators = stageOperators(graph, split, start);
  const std::string why = whyNoStage(graph, stage.operators);
  if (!why.empty()) {
    throw Error(ErrorCode::unsupported, why, "a stage up to '" + graph[split].name + "'",
                "choose a split before it");
  }
  const std::string name = "patch:" + std::to_string(stage.grid.rows) + "x" +
                           std::to_string(stage.grid.columns) + "@" +
                           (start ? graph[*start].name + ".." : "") + graph[split].name;
  return completed(graph, {std::move(stage)}, name);
}

OperatorId operatorNamed(const Graph& graph, const std::string& nameOrNumber) {
  const auto operators = graph.operators();
  std::vector<std::string> names;
  for (std::size_t i = 0; i < operators.size(); ++i) {
    if (operators[i].name == nameOrNumber) return OperatorId(i);
    names.push_back(operators[i].name);
  }
  std::size_t number = 0;
  const char* end = nameOrNumber.data() + nameOrNumber.size();
  const auto [at, error] = std::from_chars(nameOrNumber.data(), end, number);
  if (error == std::errc{} && at == end && number < operators.size()) return OperatorId(number);
  throw Error(ErrorCode::usage, "the model has no operator '" + nameOrNumber + "'", {},
              closestName(nameOrNumber, names));
}

std::optional<Grid> parseGrid(const std::string& text) {
  Grid grid;
  const char* end = text.data() + text.size();
  const auto [x, rowError] = std::from_chars(text.data(), end, grid.rows);
  if (rowError != std::errc{} || x == end || *x != 'x') return std::nullopt;
  const auto [last, columnError] = std::from_chars(x + 1, end, grid.columns);
  if (columnError != std::errc{} || last != end) return std::nullopt;
  if (grid.rows < 1 || grid.columns < 1) return std::nullopt;
  return grid;
}

}  // namespace tessera
