#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "sim/located/located_json.h"
#include "sim/located/placed.h"
#include "sim/schedule/accumulated.h"
#include "sim/schedule/channel_chunks.h"
#include "sim/schedule/over_input.h"
#include "sim/schedule/patch_based.h"
#include "sim/schedule/schedule_json.h"
#include "sim/schedule/schedule_names.h"

namespace tessera {
namespace {

constexpr std::int64_t newestVersion = 2;

/// Keys and values that only version 2 has.
constexpr std::array newKeys{"tile", "order", "channels", "result"};

class ScheduleReader {
 public:
  explicit ScheduleReader(const Graph& graph) : graph_(graph), names_(graph) {}

  /// The name and the blocks that the file gives.
  Schedule read(const Placed& root, const std::string& file) {
    checkVersion(root);
    root.checkKeys({"tessera_schedule", "name", "blocks"});
    Schedule schedule{file, {}};
    if (const auto name = root.member("name")) schedule.name = name->string();
    const Placed blocks = root.required("blocks", "give the blocks to run, [] for layer by layer");
    for (const Placed& block : blocks.elements()) schedule.blocks.push_back(readBlock(block));
    return schedule;
  }

 private:
  void checkVersion(const Placed& root) {
    const Placed at = root.required(
        "tessera_schedule",
        "begin with {\"tessera_schedule\": " + std::to_string(newestVersion) + ", ...}");
    version_ = at.integer();
    if (version_ >= 1 && version_ <= newestVersion) return;
    at.fail("schedule version " + std::to_string(version_),
            "this Tessera reads versions 1 to " + std::to_string(newestVersion));
  }

  Block readBlock(const Placed& at) {
    at.checkKeys({"operators", "from", "to", "grid", "tile", "tiles", "overlaps", "order",
                  "channels", "input", "result", "buffers"});
    for (const char* const key : newKeys) {
      if (const auto member = at.member(key); member && version_ < 2) needsVersion2(*member, key);
    }
    Block block;
    block.operators = readOperators(at);
    claim(at, block.operators);
    readChoice<TilePolicy>(at, "tiles", {TilePolicy::clipped, TilePolicy::full}, block.tiles);
    readChoice<TileOrder>(at, "order", {TileOrder::layers, TileOrder::pull}, block.order);
    readChoice<BlockResult>(at, "result",
                            {BlockResult::fresh, BlockResult::overInput, BlockResult::accumulate},
                            block.result);
    readChoice<StageInput>(at, "input", inputChoices(), block.input);
    readChoice<TileBuffers>(at, "buffers", {TileBuffers::perPatch, TileBuffers::largest},
                            block.buffers);
    if (const auto channels = at.member("channels")) block.channels = readChannels(*channels);
    readTiling(at, block);
    if (block.result == BlockResult::accumulate) {
      refuse(at.required("result", ""), whyNotAccumulated(block.operators.back()));
    }
    if (block.channels > 0) refuse(at.required("channels", ""), whyNoChunks(graph_, block));
    if (block.result == BlockResult::overInput) {
      refuse(at.required("result", ""), whyNotOverInput(graph_, block));
    }
    if (const auto overlaps = at.member("overlaps")) readOverlaps(*overlaps, at.path(), block);
    return block;
  }

  std::optional<BlockRefusal> whyNotAccumulated(OperatorId last) const {
    const std::string why = whyNoSums(graph_, last);
    if (why.empty()) return std::nullopt;
    return BlockRefusal{"operator '" + graph_[last].name + "' (" + graph_[last].type +
                            ") has no sums to accumulate: " + why,
                        "end the block where one has, or write \"result\": \"fresh\""};
  }

  static void refuse(const Placed& at, const std::optional<BlockRefusal>& refusal) {
    if (refusal) at.fail(refusal->why, refusal->hint);
  }

  [[noreturn]] static void needsVersion2(const Placed& at, const std::string& key) {
    at.fail("'" + key + "' in a file of version 1", "begin with {\"tessera_schedule\": 2, ...}");
  }

  std::vector<StageInput> inputChoices() const {
    std::vector<StageInput> choices{StageInput::resident, StageInput::streamed};
    if (version_ > 1) choices.push_back(StageInput::rows);
    return choices;
  }

  static std::int64_t readChannels(const Placed& at) {
    const std::int64_t channels = at.integer();
    if (channels < 1) at.fail("a chunk of " + std::to_string(channels) + " channels", "1 or more");
    return channels;
  }

  void readTiling(const Placed& at, Block& block) const {
    const auto grid = at.member("grid");
    const auto tile = at.member("tile");
    if (grid && tile) tile->fail("both 'grid' and 'tile'", "keep one");
    if (grid) block.grid = readGrid(*grid);
    if (!tile) return;
    const Grid size = readGrid(*tile);
    try {
      setTile(graph_, block, {size.rows, size.columns});
    } catch (const Error& error) {
      tile->fail(error.message(), error.hint());
    }
  }

  std::vector<OperatorId> readOperators(const Placed& at) {
    const auto to = at.member("to");
    const auto from = at.member("from");
    const auto list = at.member("operators");
    if (list && (to || from)) (to ? *to : *from).fail("both a range and 'operators'", "keep one");
    if (list) return readList(*list);
    const OperatorId end =
        readOperator(at.required("to", "say with \"to\" at which operator the block ends"));
    if (!from) return stageOperators(graph_, end);
    const OperatorId start = readOperator(*from);
    try {
      return stageOperators(graph_, end, start);
    } catch (const Error& error) {
      from->fail(error.message(), error.hint());
    }
  }

  std::vector<OperatorId> readList(const Placed& list) const {
    std::vector<OperatorId> operators;
    for (const Placed& entry : list.elements()) operators.push_back(readOperator(entry));
    if (operators.empty()) list.fail("a block without operators", "leave the block out");
    return operators;
  }

  /// By name or by number; a name that is a number is a name first.
  OperatorId readOperator(const Placed& at) const {
    const std::size_t count = graph_.operators().size();
    const std::string numbers = "operators are numbered 0 to " + std::to_string(count - 1);
    if (const auto* number = std::get_if<std::int64_t>(&at.value().value)) {
      if (*number >= 0 && std::cmp_less(*number, count)) {
        return OperatorId(static_cast<std::size_t>(*number));
      }
      at.fail("the model has no operator " + std::to_string(*number), numbers);
    }
    const std::string& name = at.string("an operator's name or number");
    if (const auto id = names_.operatorNamed(name)) return *id;
    std::size_t number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, number);
    if (error == std::errc{} && stop == end && number < count) return OperatorId(number);
    at.fail("the model has no operator '" + name + "'", names_.closestOperator(name));
  }

  /// Each operator in one block only.
  void claim(const Placed& block, const std::vector<OperatorId>& operators) {
    if (owner_.empty()) owner_.resize(graph_.operators().size());
    for (const OperatorId id : operators) {
      std::string& owner = owner_[id.index()];
      if (!owner.empty()) {
        block.fail("operator '" + graph_[id].name + "' is already in '" + owner + "'",
                   "an operator runs in one block, once; a block from the input may need a 'from'");
      }
      owner = block.path();
    }
  }

  Grid readGrid(const Placed& at) const {
    const std::string& text = at.string();
    if (const auto grid = parseGrid(text)) return *grid;
    at.fail("'" + text + "' is not a grid", "write ROWSxCOLUMNS, such as \"4x4\"");
  }

  /// Leaves `chosen` alone where the key is absent.
  template <class Choice, class Chosen>
  static void readChoice(const Placed& block, std::string_view key,
                         const std::vector<Choice>& choices, Chosen& chosen) {
    const auto at = block.member(key);
    if (!at) return;
    std::vector<std::string> names;
    for (const Choice choice : choices) names.emplace_back(name(choice));
    chosen = choices[at->choice(names)];
  }

  bool touches(const std::string& block, TensorId tensor) const {
    const auto inside = [&](OperatorId id) { return owner_[id.index()] == block; };
    const auto producer = graph_.producer(tensor);
    const auto readers = graph_.consumers(tensor);
    return (producer && inside(*producer)) || std::any_of(readers.begin(), readers.end(), inside);
  }

  void readOverlaps(const Placed& at, const std::string& path, Block& block) const {
    const auto all = version_ > 1 ? at.member("default") : std::nullopt;
    if (all) block.overlap = readModes(*all, {});
    for (const auto& [key, entry] : at.members()) {
      if (all && key == "default") continue;
      const auto tensor = names_.activationNamed(key);
      if (!tensor) {
        entry.fail("the model has no activation '" + key + "'", names_.closestActivation(key));
      }
      if (!touches(path, *tensor)) {
        entry.fail("no operator of the block reads or writes '" + key + "'",
                   "give it in the block that does");
      }
      block.overlaps[*tensor] = readModes(entry, block.overlap);
    }
  }

  static OverlapModes readModes(const Placed& at, OverlapModes modes) {
    at.checkKeys({"rows", "columns"});
    readChoice<Overlap>(at, "rows", {Overlap::recompute, Overlap::cache}, modes.rows);
    readChoice<Overlap>(at, "columns", {Overlap::recompute, Overlap::cache}, modes.columns);
    return modes;
  }

  const Graph& graph_;
  GraphNames names_;
  std::int64_t version_ = newestVersion;
  std::vector<std::string> owner_;  // by operator: the path of its block
};

}  // namespace

Schedule readSchedule(const Graph& graph, const std::string& text, const std::string& file) {
  const Located json = parseLocatedJson(text, file);
  const LocatedFile located{file, "docs/schedule.md describes the format"};
  Schedule schedule = ScheduleReader(graph).read(Placed(json, located), file);
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
