#include <nlohmann/json.hpp>

#include "sim/schedule/patch_based.h"
#include "sim/schedule/schedule_json.h"
#include "sim/schedule/schedule_names.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

/// With so few blocks, ranges are worth the walk over the graph that each costs.
constexpr std::size_t fewBlocks = 64;

bool isPlain(const Block& block) {
  Block plain;
  plain.operators = block.operators;
  return block.operators.size() == 1 && block == plain;
}

/// Whether JSON can hold it.
bool isUtf8(const std::string& text) {
  try {
    Json(text).dump();
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

class Writer {
 public:
  explicit Writer(const Graph& graph) : graph_(graph), names_(graph) {}

  Json write(const Schedule& schedule) const {
    std::vector<Block> kept = notPlain(schedule.blocks);
    if (!sameOrder(completed(graph_, kept, schedule.name).blocks, schedule.blocks)) {
      kept = schedule.blocks;
    }
    Json blocks = Json::array();
    for (const Block& block : kept) blocks.push_back(blockJson(block, kept.size() <= fewBlocks));
    return {{"tessera_schedule", 2}, {"name", schedule.name}, {"blocks", std::move(blocks)}};
  }

 private:
  static std::vector<Block> notPlain(const std::vector<Block>& blocks) {
    std::vector<Block> kept;
    for (const Block& block : blocks) {
      if (!isPlain(block)) kept.push_back(block);
    }
    return kept;
  }

  static bool sameOrder(const std::vector<Block>& a, const std::vector<Block>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Block& x, const Block& y) { return x.operators == y.operators; });
  }

  Json blockJson(const Block& block, bool tryRange) const {
    Json json = Json::object();
    addOperators(block.operators, tryRange, json);
    const Block plain;
    if (block.tile) {
      json["tile"] = std::to_string(block.tile->rows) + "x" + std::to_string(block.tile->columns);
    } else if (!block.grid.whole()) {
      json["grid"] = std::to_string(block.grid.rows) + "x" + std::to_string(block.grid.columns);
    }
    if (block.tiles != plain.tiles) json["tiles"] = name(block.tiles);
    if (block.overlap != plain.overlap) json["overlaps"]["default"] = modesJson(block.overlap);
    for (const auto& [tensor, modes] : block.overlaps) {
      json["overlaps"][tensorName(tensor)] = modesJson(modes);
    }
    if (block.order != plain.order) json["order"] = name(block.order);
    if (block.channels != plain.channels) json["channels"] = block.channels;
    if (block.input) json["input"] = name(*block.input);
    if (block.result != plain.result) json["result"] = name(block.result);
    if (block.buffers != plain.buffers) json["buffers"] = name(block.buffers);
    return json;
  }

  static Json modesJson(OverlapModes modes) {
    return {{"rows", name(modes.rows)}, {"columns", name(modes.columns)}};
  }

  void addOperators(const std::vector<OperatorId>& operators, bool tryRange, Json& json) const {
    const OperatorId first = operators.front(), last = operators.back();
    if (tryRange && operators == stageOperators(graph_, last)) {
      json["to"] = operatorJson(last);
    } else if (tryRange && first < last && operators == between(first, last)) {
      json["from"] = operatorJson(first);
      json["to"] = operatorJson(last);
    } else {
      for (const OperatorId id : operators) json["operators"].push_back(operatorJson(id));
    }
  }

  /// Nothing where `last` does not depend on `first`.
  std::vector<OperatorId> between(OperatorId first, OperatorId last) const {
    try {
      return stageOperators(graph_, last, first);
    } catch (const Error&) {
      return {};
    }
  }

  Json operatorJson(OperatorId id) const {
    const std::string& name = graph_[id].name;
    if (names_.operatorNamed(name) && isUtf8(name)) return name;
    return id.index();
  }

  const std::string& tensorName(TensorId id) const {
    const std::string& name = graph_[id].name;
    if (names_.activationNamed(name) && isUtf8(name)) return name;
    throw Error(ErrorCode::input, "tensor '" + name + "' cannot be named in a schedule file", {},
                "give every tensor of the model a name of its own, in UTF-8");
  }

  const Graph& graph_;
  GraphNames names_;
};

}  // namespace

std::string writeSchedule(const Graph& graph, const Schedule& schedule) {
  checkSchedule(graph, schedule);
  const Json json = Writer(graph).write(schedule);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tessera
