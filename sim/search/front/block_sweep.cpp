#include "sim/search/front/block_sweep.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>

#include "core/checked.h"
#include "sim/run/safe_distance.h"
#include "sim/run/sum_bytes.h"
#include "sim/schedule/over_input.h"
#include "sim/search/front/sweep_label.h"
#include "sim/search/front/tile_needs.h"

namespace tessera {
namespace {

using Need = TileNeeds::Need;
using Kept = TileNeeds::Kept;
using Label = SweepLabel;
using Classes = OperatorClasses;

constexpr std::size_t none = SIZE_MAX;

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
        known_(known),
        tiles_(wholeOf(graph, task), task.tile) {
    const bool strips = tiles_.strips() > 1;
    const bool across = tiles_.columns() > 1;
    valid_ = {true, across, strips, strips && across};
    const auto onlyLast = [&](std::size_t strip, std::size_t column) {
      return tiles_.strips() == strip + 1 && tiles_.columns() == column + 1;
    };
    lastAlone_ = {false, onlyLast(0, 1), onlyLast(1, 0), onlyLast(1, 1)};
  }

  SweepResult run() {
    if (valid_[1] || valid_[2]) {
      findAlive();
      start();
      for (std::size_t at = task_.end;; --at) {
        if ((*task_.begins)[at]) close(at);
        if (at < earliest_ + 1 || at == 0 || task_.end - at + 2 > rules_.longest ||
            !mayTake(at - 1))
          break;
        take(at - 1);
        if (layers_.back().empty()) break;
      }
    }
    return std::move(result_);
  }

 private:
  static Region wholeOf(const SearchGraph& graph, const SweepTask& task) {
    const Graph& source = graph.program.graph;
    const Operator& last = source[OperatorId(task.end)];
    return wholeRegion(source, task.sums ? last.inputs.front() : last.outputs.front());
  }

  const SearchGraph::Node& node(std::size_t at) const { return graph_.nodes[at]; }
  bool mayTake(std::size_t at) const {
    return node(at).mayBeInside && node(at).lastReader <= task_.end &&
           std::find(open_.begin(), open_.end(), at) != open_.end();
  }

  /// The least whole bytes in front of the blocks that begin at each position or
  /// before.
  void findAlive() {
    earliest_ = task_.end;
    std::int64_t least = INT64_MAX;
    leastAlive_.resize(task_.end + 1);
    leastBefore_.resize(task_.end + 1);
    const std::size_t from = task_.end + 1 > rules_.longest ? task_.end + 1 - rules_.longest : 0;
    for (std::size_t at = from; at <= task_.end; ++at) {
      if ((*task_.begins)[at]) {
        earliest_ = std::min(earliest_, at);
        std::int64_t alive = graph_.aliveBefore[at].count();
        least = std::min(least, alive - deliverable(at));
      }
      leastAlive_[at] = least;
      leastBefore_[at] = leastBefore(at);
    }
  }

  /// Bytes of the graph inputs that a block from `begin` on could have delivered.
  std::int64_t deliverable(std::size_t begin) const {
    if (rules_.input == StageInput::resident) return 0;
    std::int64_t bytes = 0;
    for (std::size_t i = graph_.operators(); i < graph_.nodes.size(); ++i) {
      const SearchGraph::Node& input = graph_.nodes[i];
      if (input.firstReader < begin || input.lastReader > task_.end) continue;
      bytes += graph_.program.bytes[input.tensors.front().id.index()].count();
    }
    return bytes;
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
    open_.clear();
    classes_ = {{static_cast<std::int64_t>(task_.end), static_cast<std::int64_t>(task_.end) + 1}};
    readInputs(task_.end, tiles, open_, first.needs);
    layers_.push_back({std::move(first)});
  }

  /// Adds what an operator reads where it computes `output` to the needs.
  void readInputs(std::size_t at, const Need& output, std::vector<std::size_t>& open,
                  std::vector<Need>& needs) {
    for (const SearchGraph::Read& read : node(at).reads) {
      const Need need = tiles_.through(read, output);
      const auto known = std::find(open.begin(), open.end(), read.node);
      if (known == open.end()) {
        open.push_back(read.node);
        needs.push_back(need);
      } else {
        tiles_.join(need, needs[static_cast<std::size_t>(known - open.begin())]);
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

  /// What lives of the tensor while the operators of a class run, in each phase.
  PhaseBytes inClass(const Kept& kept, std::int64_t last, const Interval& of) const {
    const bool before = of.begin <= last;  // its tile lives
    const bool after = of.begin >= last;   // what is held of it has begun in the first tile
    PhaseBytes bytes{};
    for (std::size_t phase = 0; phase < loopPhases; ++phase) {
      const bool over = of.begin > last;
      if (before) bytes[phase] += kept.tile[phase];
      const bool ring = phase == 0 ? kept.whole || after : !(over && lastAlone_[phase]);
      if (ring) bytes[phase] += kept.ring;
      const bool twoColumns = tiles_.columns() == 2;
      const bool beside =
          phase == 0 || phase == 2 ? after : !(over && (twoColumns || lastAlone_[phase]));
      if (beside) bytes[phase] += kept.beside[phase / 2];
    }
    return bytes;
  }

  /// Adds one tensor of the node to the decision.
  void addTensor(const SearchGraph::Tensor& tensor, const Need& need, ModeCode mode,
                 Decision& decision) {
    addKept(tiles_.keptOf(tensor, need, mode), static_cast<std::int64_t>(tensor.lastReader),
            decision);
  }

  void addKept(const Kept& kept, std::int64_t last, Decision& decision) {
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      const PhaseBytes more = inClass(kept, last, classes_[i]);
      for (std::size_t phase = 0; phase < loopPhases; ++phase)
        decision.added[i][phase] += more[phase];
    }
    for (std::size_t phase = 0; phase < loopPhases; ++phase)
      decision.own[phase] += kept.tile[phase];
    if (kept.whole) decision.own[0] += kept.ring;
    decision.held[0] += kept.ring + kept.beside[0];
    decision.held[1] += kept.ring;
    decision.held[2] += kept.ring + kept.beside[1];
    if (task_.sums && last == static_cast<std::int64_t>(task_.end)) {
      decision.tail += kept.tile[lastPhase()] + kept.ring + kept.beside[1];
    }
  }

  std::size_t lastPhase() const {
    return (tiles_.strips() > 1 ? 2U : 0U) + (tiles_.columns() > 1 ? 1U : 0U);
  }

  /// The classes of the operators from `begin` on where `open` is undecided.
  Classes classesOf(std::size_t begin, const std::vector<std::size_t>& open) const {
    std::vector<std::int64_t> lasts;
    for (const std::size_t at : open) {
      for (const SearchGraph::Tensor& tensor : node(at).tensors) {
        const std::size_t last = std::min(tensor.lastReader, task_.end);
        if (last >= begin) lasts.push_back(static_cast<std::int64_t>(last));
      }
    }
    std::sort(lasts.begin(), lasts.end());
    lasts.erase(std::unique(lasts.begin(), lasts.end()), lasts.end());
    Classes classes;
    auto from = static_cast<std::int64_t>(begin);
    const auto end = static_cast<std::int64_t>(task_.end) + 1;
    for (const std::int64_t last : lasts) {
      if (last > from) classes.push_back({from, last});
      classes.push_back({last, last + 1});
      from = last + 1;
    }
    if (from < end) classes.push_back({from, end});
    return classes;
  }

  /// Decides all states' needs of the operator at `at`, which joins the block.
  void take(std::size_t at) {
    const auto index =
        static_cast<std::size_t>(std::find(open_.begin(), open_.end(), at) - open_.begin());
    std::vector<std::size_t> open = open_;
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(index));
    std::vector<Need> unused;
    std::vector<std::size_t> after = open;
    readInputs(at, tiles_.tiles(), after, unusedNeeds(open.size(), unused));
    const Classes classes = classesOf(at, after);
    std::vector<State> next;
    if (classes.size() <= mostClasses) {
      std::unordered_map<std::vector<Need>, std::size_t, NeedsHash> known;
      std::uint32_t from = 0;
      for (const State& state : layers_.back()) {
        const Need need = state.needs[index];
        for (const ModeCode mode : tiles_.modesOf(need, rules_.modes)) {
          const std::optional<Need> made = tiles_.computedOf(need, mode);
          if (!made) continue;
          const Need& computed = *made;
          Decision decision;
          for (const SearchGraph::Tensor& tensor : node(at).tensors) {
            addTensor(tensor, need, mode, decision);
          }
          addWork(node(at), at, computed, decision.extra, decision.cycles);
          const PhaseBytes scratch = scratchOf(at, computed);
          for (std::size_t phase = 0; phase < loopPhases; ++phase) {
            decision.own[phase] += scratch[phase];
          }
          std::vector<Need> needs = state.needs;
          needs.erase(needs.begin() + static_cast<std::ptrdiff_t>(index));
          std::vector<std::size_t> joined = open;
          readInputs(at, computed, joined, needs);
          const auto [place, isNew] = known.try_emplace(needs, next.size());
          if (isNew) next.push_back({std::move(needs), {}});
          extend(state, from, decision, mode, classes, at, next[place->second]);
        }
        from += static_cast<std::uint32_t>(state.labels.size());
      }
    }
    std::erase_if(next, [](const State& state) { return state.labels.empty(); });
    open_ = std::move(after);
    classes_ = classes;
    layers_.push_back(std::move(next));
  }

  static std::vector<Need>& unusedNeeds(std::size_t count, std::vector<Need>& needs) {
    needs.assign(count, {});
    return needs;
  }

  std::vector<std::size_t> movedClasses(const Classes& to) const {
    std::vector<std::size_t> moved(classes_.size());
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      std::size_t k = 0;
      while (to[k].end <= classes_[i].begin) ++k;
      moved[i] = k;
    }
    return moved;
  }

  /// Labels of `state` as they are after the decision, `ownClass` being that of the operator which
  /// joins; none where nothing joins.
  Label after(const Label& label, const Decision& decision, const std::vector<std::size_t>& moved,
              bool joins) const {
    Label made;
    made.extra = label.extra + decision.extra;
    made.cycles = label.cycles + decision.cycles;
    made.tail = label.tail + decision.tail;
    for (std::size_t i = 0; i < 3; ++i) made.held[i] = label.held[i] + decision.held[i];
    if (joins) {
      made.live[0] = decision.own;
      for (std::size_t phase = 1; phase < loopPhases; ++phase) {
        made.live[0][phase] += label.held[phase - 1] + heldByOwn(decision, phase);
      }
    }
    for (std::size_t i = 0; i < moved.size(); ++i) {
      PhaseBytes& to = made.live[moved[i]];
      for (std::size_t phase = 0; phase < loopPhases; ++phase) {
        if (!valid_[phase]) continue;
        to[phase] = std::max(to[phase], label.live[i][phase] + decision.added[i][phase]);
      }
    }
    if (joins) {
      for (std::size_t phase = 0; phase < loopPhases; ++phase) {
        if (!valid_[phase]) made.live[0][phase] = 0;
      }
    }
    return made;
  }

  /// What an operator that joins has of its own results held while it runs: begun before, in all
  /// phases behind the first; what lies beside begins anew with each strip, after it.
  static std::int32_t heldByOwn(const Decision& decision, std::size_t phase) {
    return decision.held[phase - 1];
  }

  void extend(const State& state, std::uint32_t from, const Decision& decision, ModeCode mode,
              const Classes& classes, std::size_t begin, State& to) {
    const std::vector<std::size_t> moved = movedClasses(classes);
    for (const Label& label : state.labels) {
      Label made = after(label, decision, moved, true);
      made.from = from++;
      made.mode = mode;
      insert(made, classes.size(), begin, to);
    }
  }

  /// What a schedule with such a block costs at least.
  FrontCost leastOf(const Label& label, std::size_t classes, std::size_t begin) const {
    const std::int64_t apart = rules_.overInput ? std::max(outputBytes(), leastAlive_[begin])
                                                : outputBytes() + leastAlive_[begin];
    const std::int64_t peak = mostLive(label, classes) + apart;
    return {std::max(peak, leastBefore_[begin]), label.extra - graph_.unread.count(), label.cycles};
  }

  std::int64_t outputBytes() const {
    if (task_.sums) return 0;
    const TensorId output = graph_.program.graph[OperatorId(task_.end)].outputs.front();
    return graph_.program.bytes[output.index()].count();
  }

  /// Whether no schedule with such a block is any better than what is known.
  bool useless(const FrontCost& least, std::size_t begin) {
    const auto& prefixes = (*task_.prefixes)[begin].costs();
    const auto isBetterBehind = [&](const FrontCost& before) {
      return !known_.covers({std::max(before.peak, least.peak), before.extra + least.extra,
                             before.cycles + least.cycles});
    };
    // What the last label was useful behind is likely to serve this one too.
    if (usefulBehind_ < prefixes.size() && isBetterBehind(prefixes[usefulBehind_])) return false;
    for (usefulBehind_ = 0; usefulBehind_ < prefixes.size(); ++usefulBehind_) {
      if (isBetterBehind(prefixes[usefulBehind_])) return false;
    }
    return true;
  }

  /// What every schedule with a block that begins at `begin` or before takes anyway.
  std::int64_t leastBefore(std::size_t begin) const {
    std::int64_t least = INT64_MAX;
    for (const FrontCost& cost : (*task_.prefixes)[begin].costs()) {
      least = std::min(least, cost.peak);
    }
    return least;
  }

  void insert(const Label& made, std::size_t classes, std::size_t begin, State& to) {
    ++result_.labels;
    if (useless(leastOf(made, classes, begin), begin)) return;
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
    std::size_t cheapest = 0;
    for (std::size_t i = 1; i < state.labels.size(); ++i) {
      if (state.labels[i].extra < state.labels[cheapest].extra) cheapest = i;
    }
    std::size_t worst = none;
    for (std::size_t i = 0; i < state.labels.size(); ++i) {
      if (i == cheapest && rules_.mostLabels > 1) continue;
      if (worst == none ||
          mostLive(state.labels[i], classes) > mostLive(state.labels[worst], classes)) {
        worst = i;
      }
    }
    result_.thinned.add(leastOf(state.labels[worst], classes, begin));
    state.labels.erase(state.labels.begin() + static_cast<std::ptrdiff_t>(worst));
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

  /// Whole tensors in front of the block, but for what is delivered.
  std::int64_t aliveBefore(std::size_t begin, const std::vector<std::size_t>& delivered) const {
    Bytes alive = graph_.aliveBefore[begin];
    for (const std::size_t at : delivered) {
      alive -= graph_.program.bytes[node(at).tensors.front().id.index()];
    }
    return alive.count();
  }

  void close(std::size_t begin) {
    const std::vector<std::size_t> inputs = delivered(begin);
    if (begin == task_.end && inputs.empty() && !task_.sums && !rules_.overInput) return;
    const std::int64_t alive = aliveBefore(begin, inputs);
    std::uint32_t at = 0;
    for (const State& state : layers_.back()) {
      for (const Label& label : state.labels) {
        std::vector<ModeCode> inputModes;
        closeLabel(begin, state, label, at++, inputs, 0, alive, inputModes);
      }
    }
  }

  /// Decides the delivered inputs from number `next` on, then notes the block.
  void closeLabel(std::size_t begin, const State& state, const Label& label, std::uint32_t at,
                  const std::vector<std::size_t>& inputs, std::size_t next, std::int64_t alive,
                  std::vector<ModeCode>& inputModes) {
    if (next == inputs.size()) return note(begin, state, label, at, alive, inputModes);
    const auto index = static_cast<std::size_t>(
        std::find(open_.begin(), open_.end(), inputs[next]) - open_.begin());
    const SearchGraph::Tensor& tensor = node(inputs[next]).tensors.front();
    const auto last = static_cast<std::int64_t>(tensor.lastReader);
    std::vector<std::size_t> same(classes_.size());
    for (std::size_t i = 0; i < same.size(); ++i) same[i] = i;
    const Need need = state.needs[index];
    const auto decide = [&](const Kept& kept, ModeCode mode) {
      Decision decision;
      addKept(kept, last, decision);
      inputModes.push_back(mode);
      closeLabel(begin, state, after(label, decision, same, false), at, inputs, next + 1, alive,
                 inputModes);
      inputModes.pop_back();
    };
    if (rules_.input == StageInput::rows) {
      const Region whole = wholeRegion(graph_.program.graph, tensor.id);
      return decide(tiles_.rowsKeptOf(tensor, need, whole.columns.length()), cachedBoth);
    }
    for (const ModeCode mode : tiles_.modesOf(need, rules_.modes))
      decide(tiles_.keptOf(tensor, need, mode), mode);
  }

  /// Whether the tiles of a phase all come after the last one that needs anything, or that one is
  /// the first of them and has read it.
  bool outlives(std::size_t phase, const Need& need, bool read) {
    const std::size_t last = tiles_.lastTile(need);
    const std::size_t first = (phase / 2) * tiles_.columns() + phase % 2;
    return first > last || (first == last && !read);
  }

  /// The bytes of the whole inputs that are dead when the operators of a class run.
  std::int64_t deadBefore(const Interval& of, std::size_t phase, std::size_t begin,
                          const State& state) {
    std::int64_t dead = 0;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const SearchGraph::Node& input = node(open_[i]);
      if (input.isInput && rules_.input != StageInput::resident && input.firstReader >= begin) {
        continue;
      }
      for (const SearchGraph::Tensor& tensor : input.tensors) {
        const bool dies = tensor.ownsBytes && input.lastReader <= task_.end &&
                          !graph_.program.isOutput[tensor.id.index()];
        const bool read = of.begin <= static_cast<std::int64_t>(tensor.lastReader);
        if (!dies || !outlives(phase, state.needs[i], read)) continue;
        dead += graph_.program.bytes[tensor.id.index()].count();
      }
    }
    return dead;
  }

  /// What a result shares with the input that it lies over.
  struct Over {
    std::size_t open = none;  ///< the input, by its place in `open_`
    std::int64_t shared = 0;  ///< bytes
  };

  /// Of the inputs that the result may lie over, that which shares most with it.
  Over bestOver(std::size_t begin, const State& state) {
    Over best;
    if (!rules_.overInput || task_.sums) return best;
    for (const TensorId input : dyingAt(begin)) {
      for (std::size_t i = 0; i < open_.size(); ++i) {
        const SearchGraph::Node& of = node(open_[i]);
        const bool streamed = of.isInput && rules_.input != StageInput::resident;
        if (streamed || of.tensors.size() != 1 || of.tensors.front().id != input) continue;
        const std::int64_t shared = sharedWith(input, state.needs[i]);
        if (shared > best.shared) best = {i, shared};
      }
    }
    return best;
  }

  std::int64_t sharedWith(TensorId input, const Need& need) {
    if (!need.apart.empty()) return 0;
    const auto [known, isNew] = shared_.try_emplace({input.index(), need.rows, need.columns}, 0);
    if (!isNew) return known->second;
    const OperatorId last(task_.end);
    const Graph& source = graph_.program.graph;
    const Bytes distance =
        safeDistance(source, last, input, tiles_.regionsOf(tiles_.tiles()), tiles_.regionsOf(need));
    const Bytes in = graph_.program.bytes[input.index()];
    return known->second = sharedBytes(in, Bytes(outputBytes()), distance).count();
  }

  const std::vector<TensorId>& dyingAt(std::size_t begin) {
    const auto [known, isNew] = dying_.try_emplace(begin);
    if (isNew) {
      Block block;
      for (std::size_t i = begin; i <= task_.end; ++i) block.operators.emplace_back(i);
      known->second = dyingInputs(graph_.program.graph, block);
    }
    return known->second;
  }

  std::int64_t peakOf(std::size_t begin, const State& state, const Label& label, std::int64_t alive,
                      const Over& over) {
    std::int64_t peak = 0;
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      for (std::size_t phase = 0; phase < loopPhases; ++phase) {
        if (!valid_[phase]) continue;
        const std::int64_t dead = deadBefore(classes_[i], phase, begin, state);
        const bool shares = over.open != none && livesWith(over.open, classes_[i], phase, state);
        const std::int64_t shared = shares ? over.shared : 0;
        peak = std::max(peak, label.live[i][phase] + alive - dead - shared);
      }
    }
    return peak + outputBytes();
  }

  bool livesWith(std::size_t open, const Interval& of, std::size_t phase, const State& state) {
    const SearchGraph::Tensor& tensor = node(open_[open]).tensors.front();
    const bool read = of.begin <= static_cast<std::int64_t>(tensor.lastReader);
    return !outlives(phase, state.needs[open], read);
  }

  void note(std::size_t begin, const State& state, const Label& label, std::uint32_t at,
            std::int64_t alive, const std::vector<ModeCode>& inputModes) {
    if (useless(leastOf(label, classes_.size(), begin), begin)) return;
    std::int64_t peak = peakOf(begin, state, label, alive, {});
    const Over over = bestOver(begin, state);
    const std::int64_t shared = over.open == none ? peak : peakOf(begin, state, label, alive, over);
    const bool lies = shared < peak;
    peak = std::min(peak, shared);
    if (task_.sums) {
      peak = std::max(peak, label.tail + graph_.aliveBefore[task_.end + 1].count());
    }
    FoundBlock found{begin, {peak, label.extra, label.cycles}, {}, delivered(begin), lies};
    if (useless({peak, label.extra - graph_.unread.count(), label.cycles}, begin)) return;
    const auto covered = [&](const FoundBlock& other) {
      return other.begin == begin && covers(other.cost, found.cost);
    };
    if (std::any_of(result_.blocks.begin(), result_.blocks.end(), covered)) return;
    std::erase_if(result_.blocks, [&](const FoundBlock& other) {
      return other.begin == begin && covers(found.cost, other.cost);
    });
    found.modes = modesUpTo(at);
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
  const BudgetFront& known_;
  TileNeeds tiles_;
  std::array<bool, loopPhases> valid_{};
  std::array<bool, loopPhases> lastAlone_{};  ///< phases whose one tile is the last of all
  std::vector<std::size_t> open_;             ///< nodes that are read and not decided
  std::size_t earliest_ = 0;
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::int64_t> shared_;
  std::map<std::size_t, std::vector<TensorId>> dying_;  // by first operator
  std::size_t usefulBehind_ = 0;                        // a prefix, by index
  std::vector<std::int64_t> leastAlive_;                // by position
  std::vector<std::int64_t> leastBefore_;               // by position
  Classes classes_;
  std::vector<std::vector<State>> layers_;  ///< by operators taken
  SweepResult result_;
};

}  // namespace

SweepResult sweepBlocks(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
                        const BudgetFront& known) {
  return Sweep(graph, task, rules, known).run();
}

}  // namespace tessera
