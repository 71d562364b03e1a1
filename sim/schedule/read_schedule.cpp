#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "core/closest_name.h"
#include "sim/schedule/located_json.h"
#include "sim/schedule/patch_based.h"
#include "sim/schedule/schedule_json.h"
#include "sim/schedule/schedule_names.h"

namespace tessera {
namespace {

constexpr std::int64_t version = 1;
constexpr const char* formatHint = "docs/schedule.md describes the format";

/// A value and what errors call its place: "blocks[0].grid" and the line of that key.
struct Placed {
  const LocatedJson* json;
  std::string path;
  std::size_t line;
};

std::string_view kindOf(const LocatedJson& json) {
  constexpr std::array<std::string_view, 7> kinds{"null",     "a boolean", "a number", "a number",
                                                  "a string", "a list",    "an object"};
  return kinds[json.value.index()];
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

class Reader {
 public:
  Reader(const Graph& graph, const std::string& file) : graph_(graph), file_(file), names_(graph) {}

  /// The name and the blocks that the file gives.
  Schedule read(const LocatedJson& json) {
    const Placed root{&json, "", json.line};
    const auto& members = object(root);
    checkVersion(root, members);
    checkKeys(root, members, {"tessera_schedule", "name", "blocks"});
    Schedule schedule{file_, {}};
    if (const auto name = member(root, members, "name")) schedule.name = string(*name);
    const auto blocks = member(root, members, "blocks");
    if (!blocks) fail(root, "no 'blocks'", "give the blocks to run, [] for layer by layer");
    for (const Placed& block : elements(*blocks)) schedule.blocks.push_back(readBlock(block));
    return schedule;
  }

 private:
  [[noreturn]] void fail(const Placed& at, const std::string& message,
                         const std::string& hint = formatHint) const {
    const std::string place = file_ + ":" + std::to_string(at.line);
    throw Error(ErrorCode::input, message,
                at.path.empty() ? place : place + ": key '" + at.path + "'", hint);
  }

  template <class Value>
  const Value& get(const Placed& at, std::string_view wanted) const {
    if (const auto* value = std::get_if<Value>(&at.json->value)) return *value;
    const std::string hint =
        at.path.empty() ? formatHint : "write " + std::string(wanted) + " there";
    fail(at, std::string(kindOf(*at.json)) + " where " + std::string(wanted) + " belongs", hint);
  }
  const std::string& string(const Placed& at) const { return get<std::string>(at, "a string"); }
  const LocatedJson::Object& object(const Placed& at) const {
    return get<LocatedJson::Object>(at, "an object");
  }

  std::vector<Placed> elements(const Placed& at) const {
    std::vector<Placed> result;
    for (const LocatedJson& json : get<LocatedJson::Array>(at, "a list")) {
      result.push_back({&json, at.path + "[" + std::to_string(result.size()) + "]", json.line});
    }
    return result;
  }

  static Placed placed(const Placed& parent, const JsonMember& member) {
    const std::string prefix = parent.path.empty() ? "" : parent.path + ".";
    return {&member.value, prefix + member.key, member.line};
  }

  static std::optional<Placed> member(const Placed& parent, const LocatedJson::Object& members,
                                      std::string_view key) {
    const auto at = std::find_if(members.begin(), members.end(),
                                 [&](const JsonMember& of) { return of.key == key; });
    if (at == members.end()) return std::nullopt;
    return placed(parent, *at);
  }

  void checkKeys(const Placed& parent, const LocatedJson::Object& members,
                 const std::vector<std::string>& known) const {
    for (const JsonMember& of : members) {
      if (std::find(known.begin(), known.end(), of.key) != known.end()) continue;
      const bool typable = of.key.size() < 100;
      fail(placed(parent, of), "unknown key", closestName(typable ? of.key : "", known));
    }
  }

  void checkVersion(const Placed& root, const LocatedJson::Object& members) const {
    const std::string reads = "this Tessera reads version " + std::to_string(version);
    const auto at = member(root, members, "tessera_schedule");
    if (!at) fail(root, "no 'tessera_schedule'", "begin with {\"tessera_schedule\": 1, ...}");
    const auto given = get<std::int64_t>(*at, "an integer");
    if (given != version) fail(*at, "schedule version " + std::to_string(given), reads);
  }

  Block readBlock(const Placed& at) {
    const auto& members = object(at);
    checkKeys(at, members,
              {"operators", "from", "to", "grid", "tiles", "input", "buffers", "overlaps"});
    Block block;
    block.operators = readOperators(at, members);
    claim(at, block.operators);
    if (const auto grid = member(at, members, "grid")) block.grid = readGrid(*grid);
    readChoice(at, members, "tiles", {TilePolicy::clipped, TilePolicy::full}, block.tiles);
    readChoice(at, members, "input", {StageInput::resident, StageInput::streamed}, block.input);
    readChoice(at, members, "buffers", {TileBuffers::perPatch, TileBuffers::largest},
               block.buffers);
    if (const auto overlaps = member(at, members, "overlaps")) {
      readOverlaps(*overlaps, at.path, block);
    }
    return block;
  }

  std::vector<OperatorId> readOperators(const Placed& at, const LocatedJson::Object& members) {
    const auto to = member(at, members, "to");
    const auto from = member(at, members, "from");
    const auto list = member(at, members, "operators");
    if (list && (to || from)) fail(to ? *to : *from, "both a range and 'operators'", "keep one");
    if (list) return readList(*list);
    if (!to) fail(at, "no 'to'", "say with \"to\" at which operator the block ends");
    const OperatorId end = readOperator(*to);
    if (!from) return stageOperators(graph_, end);
    const OperatorId start = readOperator(*from);
    try {
      return stageOperators(graph_, end, start);
    } catch (const Error& error) {
      fail(*from, error.message(), error.hint());
    }
  }

  std::vector<OperatorId> readList(const Placed& list) const {
    std::vector<OperatorId> operators;
    for (const Placed& entry : elements(list)) operators.push_back(readOperator(entry));
    if (operators.empty()) fail(list, "a block without operators", "leave the block out");
    return operators;
  }

  /// By name or by number; a name that is a number is a name first.
  OperatorId readOperator(const Placed& at) const {
    const std::size_t count = graph_.operators().size();
    const std::string numbers = "operators are numbered 0 to " + std::to_string(count - 1);
    if (const auto* number = std::get_if<std::int64_t>(&at.json->value)) {
      if (*number >= 0 && std::cmp_less(*number, count)) {
        return OperatorId(static_cast<std::size_t>(*number));
      }
      fail(at, "the model has no operator " + std::to_string(*number), numbers);
    }
    const auto& name = get<std::string>(at, "an operator's name or number");
    if (const auto id = names_.operatorNamed(name)) return *id;
    std::size_t number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, number);
    if (error == std::errc{} && stop == end && number < count) return OperatorId(number);
    fail(at, "the model has no operator '" + name + "'", names_.closestOperator(name));
  }

  /// Each operator in one block only.
  void claim(const Placed& block, const std::vector<OperatorId>& operators) {
    if (owner_.empty()) owner_.resize(graph_.operators().size());
    for (const OperatorId id : operators) {
      std::string& owner = owner_[id.index()];
      if (!owner.empty()) {
        fail(block, "operator '" + graph_[id].name + "' is already in '" + owner + "'",
             "an operator runs in one block, once; a block from the input may need a 'from'");
      }
      owner = block.path;
    }
  }

  Grid readGrid(const Placed& at) const {
    const std::string& text = string(at);
    if (const auto grid = parseGrid(text)) return *grid;
    fail(at, "'" + text + "' is not a grid", "write ROWSxCOLUMNS, such as \"4x4\"");
  }

  /// Leaves `chosen` alone where the key is absent.
  template <class Choice, class Chosen>
  void readChoice(const Placed& block, const LocatedJson::Object& members, std::string_view key,
                  std::initializer_list<Choice> choices, Chosen& chosen) const {
    const auto at = member(block, members, key);
    if (!at) return;
    const std::string& text = string(*at);
    std::vector<std::string> names;
    for (const Choice choice : choices) {
      names.emplace_back(name(choice));
      if (names.back() != text) continue;
      chosen = choice;
      return;
    }
    fail(*at, "unknown value '" + text + "'", "one of: " + listed(names));
  }

  bool touches(const std::string& block, TensorId tensor) const {
    const auto inside = [&](OperatorId id) { return owner_[id.index()] == block; };
    const auto producer = graph_.producer(tensor);
    const auto readers = graph_.consumers(tensor);
    return (producer && inside(*producer)) || std::any_of(readers.begin(), readers.end(), inside);
  }

  void readOverlaps(const Placed& at, const std::string& path, Block& block) const {
    for (const JsonMember& of : object(at)) {
      const Placed entry = placed(at, of);
      const auto tensor = names_.activationNamed(of.key);
      if (!tensor) {
        fail(entry, "the model has no activation '" + of.key + "'",
             names_.closestActivation(of.key));
      }
      if (!touches(path, *tensor)) {
        fail(entry, "no operator of the block reads or writes '" + of.key + "'",
             "give it in the block that does");
      }
      const auto& members = object(entry);
      checkKeys(entry, members, {"rows", "columns"});
      OverlapModes modes;
      readChoice(entry, members, "rows", {Overlap::recompute, Overlap::cache}, modes.rows);
      readChoice(entry, members, "columns", {Overlap::recompute, Overlap::cache}, modes.columns);
      block.overlaps[*tensor] = modes;
    }
  }

  const Graph& graph_;
  const std::string& file_;
  GraphNames names_;
  std::vector<std::string> owner_;  // by operator: the path of its block
};

}  // namespace

Schedule readSchedule(const Graph& graph, const std::string& text, const std::string& file) {
  Schedule schedule = Reader(graph, file).read(parseLocatedJson(text, file));
  std::size_t covered = 0;
  for (const Block& block : schedule.blocks) covered += block.operators.size();
  try {
    if (covered < graph.operators().size()) {
      schedule = completed(graph, std::move(schedule.blocks), schedule.name);
    }
    checkSchedule(graph, schedule);
  } catch (const Error& error) {
    throw error.within(file);
  }
  return schedule;
}

}  // namespace tessera
