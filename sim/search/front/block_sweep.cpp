#include "sim/search/front/block_sweep.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/checked.h"
#include "sim/run/sum_bytes.h"
#include "sim/search/front/block_wholes.h"
#include "sim/search/front/sweep_bounds.h"
#include "sim/search/front/sweep_label.h"
#include "sim/search/front/tile_loop.h"
#include "sim/search/front/tile_needs.h"

namespace tessera {
namespace {

using Need = TileNeeds::Need;
using Kept = TileNeeds::Kept;
using Label = SweepLabel;
using Classes = OperatorClasses;

/// Both are at most `mostSearchedBytes`, and so is the sum that counts.
constexpr std::int32_t added(std::int32_t a, std::int32_t b) {
  return std::min(a + b, static_cast<std::int32_t>(mostSearchedBytes));
}

PhaseBytes added(PhaseBytes a, const PhaseBytes& b) {
  for (std::size_t phase = 0; phase < loopPhases; ++phase) a[phase] = added(a[phase], b[phase]);
  return a;
}

/// What deciding a node adds to every label of a state.
struct Decision {
  std::int64_t extra = 0;
  std::int64_t cycles = 0;
  std::array<std::int32_t, 3> held{};
  std::int32_t tail = 0;
  std::array<PhaseBytes, mostClasses> added{};
  PhaseBytes own{};  ///< of the operator itself, before what is held
};

struct State {
  std::vector<Need> needs;  ///< by undecided node, as in `Sweep::open_`
  std::vector<Label> labels;
};

class Sweep {
 public:
  Sweep(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
        const BudgetFront& known)
      : graph_(graph),
        task_(task),
        rules_(rules),
        tiles_(graph.mapOf(task.end, task.sums), task.tile),
        loop_{tiles_.strips(), tiles_.columns()},
        bounds_(graph, task, rules, known),
        wholes_(graph, task, rules, tiles_, loop_) {}

  SweepResult run() {
    if (loop_.strips * loop_.columns == 1) return {};
    start();
    for (std::size_t at = task_.end;; --at) {
      if (task_.prefixes->mayBegin(at)) close(at);
      if (stopped() || at <= bounds_.earliest() || task_.end - at + 2 > rules_.longest ||
          !mayTake(at - 1))
        break;
      take(at - 1);
      if (layers_.back().empty()) break;
    }
    return std::move(result_);
  }

 private:
  const SearchGraph::Node& node(std::size_t at) const { return graph_.nodes[at]; }
  bool stopped() const {
    return rules_.stop != nullptr && rules_.stop->load(std::memory_order_relaxed);
  }
  bool mayTake(std::size_t at) const {
    return node(at).mayBeInside && node(at).lastReader <= task_.end &&
           std::find(open_.begin(), open_.end(), at) != open_.end();
  }

  void start() {
    const SearchGraph::Node& last = node(task_.end);
    const Graph& source = graph_.program.graph;
    const Need tiles = tiles_.tiles();
    Label label;
    label.live[0] = scratchOf(task_.end, tiles);
    const TensorId output = source[OperatorId(task_.end)].outputs.front();
    if (task_.sums) {
      const std::int64_t bytes =
          checkedMul(source[output].shape.elements(), sumBytes(source, OperatorId(task_.end)));
      const auto sums = static_cast<std::int32_t>(std::min(bytes, mostSearchedBytes));
      label.held = {sums, sums, sums};
      for (std::int32_t& live : label.live[0]) live += sums;
      label.tail = sums;
    }
    addWork(last, task_.end, tiles, label.extra, label.cycles);
    State first;
    first.labels.push_back(label);
    open_ = withReads(task_.end, {});
    addNeeds(task_.end, tiles, open_, first.needs);
    classes_ = classesOf(task_.end, open_);
    layers_.push_back({std::move(first)});
  }

  /// `open` with what the operator reads behind it.
  std::vector<std::size_t> withReads(std::size_t at, std::vector<std::size_t> open) const {
    for (const SearchGraph::Read& read : node(at).reads) {
      if (std::find(open.begin(), open.end(), read.node) == open.end()) open.push_back(read.node);
    }
    return open;
  }

  /// Adds what an operator reads where it computes `output` to the needs of the first nodes of
  /// `open`, which has its reads (see `withReads`).
  void addNeeds(std::size_t at, const Need& output, const std::vector<std::size_t>& open,
                std::vector<Need>& needs) {
    for (const SearchGraph::Read& read : node(at).reads) {
      const Need need = tiles_.through(read, output);
      const auto place =
          static_cast<std::size_t>(std::find(open.begin(), open.end(), read.node) - open.begin());
      if (place < needs.size()) {
        tiles_.join(need, needs[place]);
      } else {
        needs.push_back(need);
      }
    }
  }

  void addWork(const SearchGraph::Node& of, std::size_t at, const Need& computed,
               std::int64_t& extra, std::int64_t& cycles) {
    const TileNeeds::Work work = tiles_.workOf(computed);
    if (of.positions > 0 && of.macs > Macs(0)) {
      extra += MacShare(of.macs, of.positions).of(work.positions).count() - of.macs.count();
    }
    if (!rules_.timed || graph_.program.costs.empty()) return;
    const OperatorCost& cost = graph_.program.costs[at];
    cycles += std::llround(cost.perCall * static_cast<double>(work.calls) +
                           cost.perPosition * static_cast<double>(work.positions));
  }

  PhaseBytes scratchOf(std::size_t at, const Need& computed) {
    PhaseBytes bytes{};
    const OperatorId id(at);
    if (graph_.program.scratchOf(id).empty()) return bytes;
    const Graph& source = graph_.program.graph;
    const std::int64_t area = tiles_.workOf(computed).largest;
    const TensorId output = source[id].outputs.front();
    const std::int64_t whole = wholeRegion(source, output).area();
    const std::int64_t elements =
        whole == 0 ? 0 : checkedMul(area, source[output].shape.elements() / whole);
    std::int64_t sum = 0;
    for (const Bytes size :
         callScratch(source, source[id], graph_.program.rules.scratch, elements)) {
      sum += size.count();
    }
    bytes.fill(static_cast<std::int32_t>(std::min(sum, mostSearchedBytes)));
    return bytes;
  }

  /// Adds what is kept of a tensor whose last reader is at `last`.
  void addKept(const Kept& kept, std::size_t last, Decision& decision) const {
    const auto reader = static_cast<std::int64_t>(last);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      decision.added[i] = added(decision.added[i], loop_.liveIn(classes_[i], kept, reader));
    }
    decision.own = added(decision.own, kept.tile);
    if (kept.whole) decision.own[0] = added(decision.own[0], kept.ring);
    const std::array<std::int32_t, 3> held{kept.ring + kept.beside[0], kept.ring,
                                           kept.ring + kept.beside[1]};
    for (std::size_t i = 0; i < held.size(); ++i) {
      decision.held[i] = added(decision.held[i], held[i]);
    }
    if (task_.sums && last == task_.end) {
      decision.tail = added(decision.tail, added(kept.tile[loop_.lastPhase()], held[2]));
    }
  }

  /// The classes of the operators from `begin` on where `open` is undecided.
  Classes classesOf(std::size_t begin, const std::vector<std::size_t>& open) const {
    std::vector<std::size_t> lasts;
    for (const std::size_t at : open) {
      for (const SearchGraph::Tensor& tensor : node(at).tensors) {
        const std::size_t last = std::min(tensor.lastReader, task_.end);
        if (last >= begin) lasts.push_back(last);
      }
    }
    return operatorClasses(begin, task_.end, std::move(lasts));
  }

  /// What becomes of a state where the operator at `at` is kept so.
  Decision decided(std::size_t at, const Need& need, const Need& computed, ModeCode mode) {
    Decision decision;
    for (const SearchGraph::Tensor& tensor : node(at).tensors) {
      addKept(tiles_.keptOf(tensor, need, mode), tensor.lastReader, decision);
    }
    addWork(node(at), at, computed, decision.extra, decision.cycles);
    decision.own = added(decision.own, scratchOf(at, computed));
    return decision;
  }

  /// Decides all states' needs of the operator at `at`, which joins the block.
  void take(std::size_t at) {
    const auto index = std::find(open_.begin(), open_.end(), at) - open_.begin();
    std::vector<std::size_t> open = open_;
    open.erase(open.begin() + index);
    open = withReads(at, std::move(open));
    const Joining joining = joiningOf(at, open);
    if (joining.classes.size() > mostClasses) return giveUp();
    std::vector<State> next;
    std::unordered_map<std::vector<Need>, std::size_t, NeedsHash> known;
    std::uint32_t from = 0;
    for (const State& state : layers_.back()) {
      const Need need = state.needs[static_cast<std::size_t>(index)];
      for (const ModeCode mode : tiles_.modesOf(need, rules_.modes)) {
        const std::optional<Need> computed = tiles_.computedOf(need, mode);
        if (!computed) continue;
        std::vector<Need> needs = state.needs;
        needs.erase(needs.begin() + index);
        addNeeds(at, *computed, open, needs);
        const auto [place, isNew] = known.try_emplace(needs, next.size());
        if (isNew) next.push_back({std::move(needs), {}});
        extend(state, from, decided(at, need, *computed, mode), mode, joining, next[place->second]);
      }
      from += static_cast<std::uint32_t>(state.labels.size());
    }
    std::erase_if(next, [](const State& state) { return state.labels.empty(); });
    open_ = std::move(open);
    classes_ = joining.classes;
    layers_.push_back(std::move(next));
  }

  /// How labels change where an operator joins.
  struct Joining {
    std::size_t begin = 0;           ///< its position
    Classes classes;                 ///< with it, its own first
    std::vector<std::size_t> moved;  ///< by class so far, its number among those
  };

  Joining joiningOf(std::size_t at, const std::vector<std::size_t>& open) const {
    Joining joining{at, classesOf(at, open), {}};
    joining.moved = classesIn(classes_, joining.classes);
    return joining;
  }

  /// Longer blocks have too many tensors open at once.
  void giveUp() {
    const std::size_t begin = static_cast<std::size_t>(classes_.front().begin);
    for (const State& state : layers_.back()) {
      for (const Label& label : state.labels) {
        result_.thinned.add(bounds_.leastOf(label, classes_.size(), begin));
      }
    }
    layers_.push_back({});
  }

  /// The label after a decision on an input, or on an operator that joins.
  Label after(const Label& label, const Decision& decision,
              const std::vector<std::size_t>* moved) const {
    Label made;
    made.extra = label.extra + decision.extra;
    made.cycles = label.cycles + decision.cycles;
    made.tail = added(label.tail, decision.tail);
    for (std::size_t i = 0; i < 3; ++i) made.held[i] = added(label.held[i], decision.held[i]);
    // Held of its own results too: begun before, in all phases behind the first.
    if (moved != nullptr) {
      made.live[0][0] = decision.own[0];
      for (std::size_t phase = 1; phase < loopPhases; ++phase) {
        if (loop_.has(phase)) {
          made.live[0][phase] = added(decision.own[phase], made.held[phase - 1]);
        }
      }
    }
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      PhaseBytes& to = made.live[moved != nullptr ? (*moved)[i] : i];
      for (std::size_t phase = 0; phase < loopPhases; ++phase) {
        if (!loop_.has(phase)) continue;
        to[phase] = std::max(to[phase], added(label.live[i][phase], decision.added[i][phase]));
      }
    }
    return made;
  }

  void extend(const State& state, std::uint32_t from, const Decision& decision, ModeCode mode,
              const Joining& joining, State& to) {
    for (const Label& label : state.labels) {
      Label made = after(label, decision, &joining.moved);
      made.from = from++;
      made.mode = mode;
      insert(made, joining.classes.size(), joining.begin, to);
    }
  }

  void insert(const Label& made, std::size_t classes, std::size_t begin, State& to) {
    ++result_.labels;
    if (bounds_.useless(made, classes, begin)) return;
    for (const Label& other : to.labels) {
      if (dominates(other, made, classes)) return;
    }
    std::erase_if(to.labels, [&](const Label& other) { return dominates(made, other, classes); });
    to.labels.push_back(made);
    const std::size_t most = result_.labels > rules_.mostMade ? 1 : rules_.mostLabels;
    if (to.labels.size() > most) thin(classes, begin, to);
  }

  /// Gives up the label with the most bytes but for that with the least work.
  void thin(std::size_t classes, std::size_t begin, State& state) {
    std::vector<Label>& labels = state.labels;
    const auto cheapest =
        std::min_element(labels.begin(), labels.end(),
                         [](const Label& a, const Label& b) { return a.extra < b.extra; });
    auto worst = labels.end();
    for (auto label = labels.begin(); label != labels.end(); ++label) {
      if (rules_.mostLabels > 1 && label == cheapest) continue;
      const bool first = worst == labels.end();
      if (first || mostLive(*label, classes) > mostLive(*worst, classes)) worst = label;
    }
    result_.thinned.add(bounds_.leastOf(*worst, classes, begin));
    labels.erase(worst);
  }

  /// The graph inputs that a block from `begin` on has delivered in tiles.
  std::vector<std::size_t> delivered(std::size_t begin) const {
    std::vector<std::size_t> nodes;
    if (rules_.input == StageInput::resident) return nodes;
    for (const std::size_t at : open_) {
      const SearchGraph::Node& input = node(at);
      if (input.isInput && input.firstReader >= begin && input.lastReader <= task_.end) {
        nodes.push_back(at);
      }
    }
    return nodes;
  }

  /// A block that begins here, of one state.
  struct Closing {
    std::size_t begin = 0;
    const State& state;
    std::vector<std::size_t> inputs;  ///< delivered in tiles
    WholeBytes fresh;
    std::optional<WholeBytes> over;  ///< where the result may lie over an input
  };

  void close(std::size_t begin) {
    const std::vector<std::size_t> inputs = delivered(begin);
    if (begin == task_.end && inputs.empty() && !task_.sums && !rules_.overInput) return;
    std::uint32_t at = 0;
    for (const State& state : layers_.back()) {
      const BlockWholes::Closed block{begin, open_, state.needs, classes_};
      Closing closing{begin, state, inputs, wholes_.fresh(block), {}};
      closing.over = wholes_.overInput(block, closing.fresh);
      for (const Label& label : state.labels) {
        std::vector<ModeCode> inputModes;
        closeLabel(closing, label, at++, inputModes);
      }
    }
  }

  /// Decides the delivered inputs that have no mode yet, then notes the block.
  void closeLabel(const Closing& closing, const Label& label, std::uint32_t at,
                  std::vector<ModeCode>& inputModes) {
    if (inputModes.size() == closing.inputs.size()) return note(closing, label, at, inputModes);
    const std::size_t input = closing.inputs[inputModes.size()];
    const SearchGraph::Tensor& tensor = node(input).tensors.front();
    const auto index = std::find(open_.begin(), open_.end(), input) - open_.begin();
    const Need& need = closing.state.needs[static_cast<std::size_t>(index)];
    const auto decide = [&](const Kept& kept, ModeCode mode) {
      Decision decision;
      addKept(kept, tensor.lastReader, decision);
      inputModes.push_back(mode);
      closeLabel(closing, after(label, decision, nullptr), at, inputModes);
      inputModes.pop_back();
    };
    if (rules_.input == StageInput::rows) {
      const Region whole = wholeRegion(graph_.program.graph, tensor.id);
      return decide(tiles_.rowsKeptOf(tensor, need, whole.columns.length()), cachedBoth);
    }
    for (const ModeCode mode : tiles_.modesOf(need, rules_.modes)) {
      decide(tiles_.keptOf(tensor, need, mode), mode);
    }
  }

  std::int64_t peakOf(const Label& label, const WholeBytes& whole) const {
    std::int64_t peak = 0;
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      for (std::size_t phase = 0; phase < loopPhases; ++phase) {
        if (loop_.has(phase)) peak = std::max(peak, label.live[i][phase] + whole[i][phase]);
      }
    }
    return peak;
  }

  void note(const Closing& closing, const Label& label, std::uint32_t at,
            const std::vector<ModeCode>& inputModes) {
    const std::size_t begin = closing.begin;
    const std::int64_t fresh = peakOf(label, closing.fresh);
    const std::int64_t over = closing.over ? peakOf(label, *closing.over) : fresh;
    std::int64_t peak = std::min(fresh, over);
    if (task_.sums) {
      peak = std::max(peak, label.tail + graph_.aliveBefore[task_.end + 1].count());
    }
    const FrontCost cost{peak, label.extra, label.cycles};
    if (bounds_.useless(cost, begin)) return;
    const auto covered = [&](const FoundBlock& other) {
      return other.begin == begin && covers(other.cost, cost);
    };
    if (std::any_of(result_.blocks.begin(), result_.blocks.end(), covered)) return;
    std::erase_if(result_.blocks, [&](const FoundBlock& other) {
      return other.begin == begin && covers(cost, other.cost);
    });
    FoundBlock found{begin, cost, modesUpTo(at), closing.inputs, over < fresh};
    found.modes.insert(found.modes.end(), inputModes.begin(), inputModes.end());
    result_.blocks.push_back(std::move(found));
  }

  static const Label& labelOf(const std::vector<State>& states, std::uint32_t at) {
    for (const State& state : states) {
      if (at < state.labels.size()) return state.labels[at];
      at -= static_cast<std::uint32_t>(state.labels.size());
    }
    return states.front().labels.front();
  }

  /// The modes that led to label `at` of the last layer, the operator before the last one first.
  std::vector<ModeCode> modesUpTo(std::uint32_t at) const {
    std::vector<ModeCode> modes;
    for (std::size_t layer = layers_.size(); layer-- > 1;) {
      const Label& label = labelOf(layers_[layer], at);
      modes.push_back(label.mode);
      at = label.from;
    }
    std::reverse(modes.begin(), modes.end());
    return modes;
  }

  const SearchGraph& graph_;
  const SweepTask& task_;
  const SweepRules& rules_;
  TileNeeds tiles_;
  TileLoop loop_;
  SweepBounds bounds_;
  BlockWholes wholes_;
  std::vector<std::size_t> open_;  // nodes that are read and not decided
  Classes classes_;
  std::vector<std::vector<State>> layers_;  // by operators taken
  SweepResult result_;
};

}  // namespace

SweepResult sweepBlocks(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
                        const BudgetFront& known) {
  return Sweep(graph, task, rules, known).run();
}

}  // namespace tessera
