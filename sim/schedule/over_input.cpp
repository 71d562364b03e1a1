#include "sim/schedule/over_input.h"

#include <algorithm>
#include <string>

#include "core/receptive_field.h"

namespace tessera {
namespace {

const std::string freshHint = "write \"result\": \"fresh\"";

bool contains(const std::vector<OperatorId>& operators, OperatorId id) {
  return std::find(operators.begin(), operators.end(), id) != operators.end();
}

std::string quoted(const std::string& name) { return "'" + name + "'"; }

/// Storages that the block reads and does not write.
std::vector<TensorId> storagesFromOutside(const Graph& graph, const Block& block) {
  std::vector<TensorId> storages;
  for (const OperatorId op : block.operators) {
    for (const TensorId input : graph[op].inputs) {
      const TensorId id = graph.storage(input);
      const auto producer = graph.producer(id);
      if (graph[id].role != TensorRole::activation) continue;
      if (producer && contains(block.operators, *producer)) continue;
      if (std::find(storages.begin(), storages.end(), id) == storages.end()) storages.push_back(id);
    }
  }
  return storages;
}

/// A tensor that shows another one's bytes; nothing where none does.
std::optional<TensorId> viewOf(const Graph& graph, TensorId storage) {
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    const TensorId id(i);
    if (id != storage && graph.storage(id) == storage) return id;
  }
  return std::nullopt;
}

/// What of the tensor itself forbids to write into its bytes with the channels of a position side
/// by side.
std::string whyNotMap(const Graph& graph, TensorId id) {
  const Shape& shape = graph[id].shape;
  if (shape.rank() != 3 && shape.rank() != 4) return "is no feature map";
  if (shape[0] != 1) return "has a batch of " + std::to_string(shape[0]);
  const std::int64_t area = wholeRegion(graph, id).area();
  const bool oneOrder =
      graph.layout() == Layout::channelsLast || area == 1 || shape.elements() == area;
  const auto view = viewOf(graph, id);
  if (view && !oneOrder) return "is also read as " + quoted(graph[*view].name);
  return {};
}

std::optional<BlockRefusal> whyItStays(const Graph& graph, const Block& block, TensorId id) {
  const std::string input = "its input " + quoted(graph[id].name) + " ";
  if (graph.isOutput(id)) return BlockRefusal{input + "is a graph output, which stays", freshHint};
  if (graph[id].variable) return BlockRefusal{input + "is state, which stays", freshHint};
  if (viewOf(graph, id)) return BlockRefusal{input + "has bytes of two names", freshHint};
  if (const std::string why = whyNotMap(graph, id); !why.empty()) {
    return BlockRefusal{input + why, freshHint};
  }
  for (const OperatorId reader : graph.consumers(id)) {
    if (contains(block.operators, reader)) continue;
    const std::string name = quoted(graph[reader].name);
    return BlockRefusal{input + "is read by " + name + " outside the block",
                        "take " + name + " into the block, or " + freshHint};
  }
  return std::nullopt;
}

}  // namespace

std::vector<TensorId> dyingInputs(const Graph& graph, const Block& block) {
  std::vector<TensorId> dying = storagesFromOutside(graph, block);
  std::erase_if(dying, [&](TensorId id) { return whyItStays(graph, block, id).has_value(); });
  return dying;
}

std::optional<BlockRefusal> whyNotOverInput(const Graph& graph, const Block& block) {
  const Operator& last = graph[block.operators.back()];
  if (last.outputs.size() != 1) {
    return BlockRefusal{"its last operator " + quoted(last.name) + " has no one result", freshHint};
  }
  const TensorId result = last.outputs.front();
  if (graph.storage(result) != result) {
    return BlockRefusal{"its result is a view of another tensor", freshHint};
  }
  if (const std::string why = whyNotMap(graph, result); !why.empty()) {
    return BlockRefusal{"its result " + quoted(graph[result].name) + " " + why, freshHint};
  }
  const std::vector<TensorId> inputs = storagesFromOutside(graph, block);
  if (inputs.empty()) return BlockRefusal{"it reads nothing from outside", freshHint};
  if (!dyingInputs(graph, block).empty()) return std::nullopt;
  return whyItStays(graph, block, inputs.front());
}

}  // namespace tessera
