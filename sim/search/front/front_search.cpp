#include "sim/search/front/front_search.h"

#include <algorithm>
#include <map>
#include <string>

#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

constexpr std::size_t whole = SIZE_MAX;

struct Block_ {
  SweepTask task;
  FoundBlock found;
};

struct PathLabel {
  FrontCost cost;
  std::size_t cut = 0;      ///< in front of the last block
  std::size_t label = 0;    ///< there
  std::size_t block = whole;
};

class Search {
 public:
  Search(const SearchGraph& graph, const FrontRequest& request, const BudgetFront& known)
      : graph_(graph), request_(request), known_(known), paths_(graph.operators() + 1) {}

  FrontResult run() {
    const std::size_t count = graph_.operators();
    std::vector<std::int64_t> least = leastOfBlocks();
    bound_ = *std::max_element(least.begin(), least.end());
    std::vector<bool> heavy = heavyBegins();
    heavy_ = &heavy;
    std::vector<bool> light(heavy);
    light.flip();
    before_[0].resize(count);
    before_[1].resize(count);
    paths_[0].push_back({});
    for (std::size_t end = 0; end < count; ++end) {
      const std::vector<bool>& own = heavy[end] ? heavy : light;
      for (std::size_t group = 0; group < 2; ++group) {
        if (end > 0) before_[group][end] = before_[group][end - 1];
        if (heavy[end] != (group == 1)) continue;
        for (const PathLabel& path : paths_[end]) before_[group][end].add(path.cost);
      }
      (void)own;
      std::vector<PathLabel>& to = paths_[end + 1];
      extend({graph_.wholeStep[end].count(), 0, cyclesOf(end)}, end, whole, to);
      for (const auto* begins : {&heavy, &light}) {
        if (std::find(begins->begin(), begins->begin() + end + 1, true) == begins->begin() + end + 1) continue;
        sweep(end, false, *begins);
        if (graph_.nodes[end].accumulates) sweep(end, true, *begins);
      }
      prune(to);
    }
    for (std::size_t i = 0; i < paths_.back().size(); ++i) {
      result_.points.push_back({paths_.back()[i].cost, scheduleOf(i)});
    }
    result_.blocks = blocks_.size();
    result_.bound = bound_;
    return std::move(result_);
  }

 private:
  /// Calls `visit(begin, end, bytes)` for every stretch of operators that may be a block, with what
  /// it takes at least.
  template <class Visit>
  void forEachStretch(const Visit& visit) const {
    for (std::size_t end = 0; end < graph_.operators(); ++end) {
      visit(end, end, graph_.wholeStep[end].count());
      const TensorId output = graph_.program.graph[OperatorId(end)].outputs.front();
      const std::int64_t out =
          graph_.nodes[end].accumulates ? 0 : graph_.program.bytes[output.index()].count();
      for (std::size_t begin = end + 1; begin-- > 0;) {
        if (begin < end) {
          const SearchGraph::Node& node = graph_.nodes[begin];
          if (!node.mayBeInside || node.lastReader > end) break;
          if (end - begin + 1 > request_.rules.longest) break;
        }
        visit(begin, end, aliveBefore(begin, end) + out);
      }
    }
  }

  std::int64_t aliveBefore(std::size_t begin, std::size_t end) const {
    std::int64_t bytes = graph_.aliveBefore[begin].count();
    if (request_.rules.input == StageInput::resident) return bytes;
    for (std::size_t i = graph_.operators(); i < graph_.nodes.size(); ++i) {
      const SearchGraph::Node& input = graph_.nodes[i];
      if (input.firstReader < begin || input.lastReader > end) continue;
      bytes -= graph_.program.bytes[input.tensors.front().id.index()].count();
    }
    return bytes;
  }

  /// By operator: what every schedule takes while it runs.
  std::vector<std::int64_t> leastOfBlocks() const {
    std::vector<std::int64_t> least(graph_.operators(), INT64_MAX);
    forEachStretch([&](std::size_t begin, std::size_t end, std::int64_t bytes) {
      for (std::size_t at = begin; at <= end; ++at) least[at] = std::min(least[at], bytes);
    });
    return least;
  }

  /// The positions from which on blocks take much whatever they do.
  std::vector<bool> heavyBegins() const {
    std::vector<std::int64_t> least(graph_.operators(), INT64_MAX);
    forEachStretch([&](std::size_t begin, std::size_t, std::int64_t bytes) {
      least[begin] = std::min(least[begin], bytes);
    });
    std::vector<bool> heavy(graph_.operators(), false);
    if (bound_ == 0) return heavy;
    for (std::size_t i = 0; i < heavy.size(); ++i) heavy[i] = 2 * least[i] > bound_;
    return heavy;
  }

  std::int64_t cyclesOf(std::size_t at) const {
    if (!request_.rules.timed || graph_.program.costs.empty()) return 0;
    return graph_.program.costs[at].whole().count();
  }

  void extend(const FrontCost& by, std::size_t begin, std::size_t block,
              std::vector<PathLabel>& to) {
    for (std::size_t i = 0; i < paths_[begin].size(); ++i) {
      const FrontCost& before = paths_[begin][i].cost;
      const FrontCost cost{std::max(before.peak, by.peak), before.extra + by.extra,
                           before.cycles + by.cycles};
      const FrontCost least{cost.peak, cost.extra - graph_.unread.count(), cost.cycles};
      if (known_.covers(least)) continue;
      to.push_back({cost, begin, i, block});
    }
  }

  static void prune(std::vector<PathLabel>& labels) {
    std::stable_sort(labels.begin(), labels.end(), [](const PathLabel& a, const PathLabel& b) {
      return std::tie(a.cost.peak, a.cost.extra, a.cost.cycles) <
             std::tie(b.cost.peak, b.cost.extra, b.cost.cycles);
    });
    std::vector<PathLabel> kept;
    for (const PathLabel& label : labels) {
      const bool covered = std::any_of(kept.begin(), kept.end(), [&](const PathLabel& other) {
        return covers(other.cost, label.cost);
      });
      if (!covered) kept.push_back(label);
    }
    labels = std::move(kept);
  }

  void sweep(std::size_t end, bool sums, const std::vector<bool>& begins) {
    const Graph& source = graph_.program.graph;
    const OperatorId last(end);
    if (source[last].outputs.size() != 1) return;
    if (!whyNoStage(source, {last}, sums ? BlockResult::accumulate : BlockResult::fresh).empty()) return;
    const Region map =
        wholeRegion(source, sums ? source[last].inputs.front() : source[last].outputs.front());
    for (const std::int64_t height : request_.heights) {
      if (height > map.rows.end) continue;
      for (const std::int64_t asked : request_.widths) {
        if (asked > map.columns.end) continue;
        const std::int64_t width = asked == 0 ? map.columns.end : asked;
        if (asked != 0 && asked == map.columns.end) continue;
        SweepTask task{end, sums, {height, width}, begins, bound_, {}};
        for (std::size_t i = 0; i <= end; ++i) task.prefixes.push_back(&before_[&begins == heavy_ ? 1 : 0][i]);
        SweepResult found = sweepBlocks(graph_, task, request_.rules, known_);
        result_.labels += found.labels;
        for (const FrontCost& cost : found.thinned.costs()) result_.thinned.add(cost);
        for (FoundBlock& block : found.blocks) add(task, std::move(block));
      }
    }
  }

  void add(const SweepTask& task, FoundBlock found) {
    const FrontCost cost = found.cost;
    const std::size_t begin = found.begin;
    blocks_.push_back({task, std::move(found)});
    extend(cost, begin, blocks_.size() - 1, paths_[task.end + 1]);
  }

  Schedule scheduleOf(std::size_t label) const {
    Schedule schedule;
    std::size_t cut = graph_.operators();
    while (cut > 0) {
      const PathLabel& at = paths_[cut][label];
      schedule.blocks.push_back(blockOf(at, cut));
      cut = at.cut;
      label = at.label;
    }
    std::reverse(schedule.blocks.begin(), schedule.blocks.end());
    return schedule;
  }

  Block blockOf(const PathLabel& at, std::size_t end) const {
    Block block;
    for (std::size_t i = at.cut; i < end; ++i) block.operators.emplace_back(i);
    if (at.block == whole) return block;
    const auto& [task, found] = blocks_[at.block];
    if (task.sums) block.result = BlockResult::accumulate;
    setTile(graph_.program.graph, block, task.tile);
    block.input = request_.rules.input;
    block.overlap = {Overlap::cache, Overlap::cache};
    std::size_t next = 0;
    const auto setMode = [&](std::size_t node) {
      const ModeCode mode = found.modes[next++];
      if (mode == 3) return;
      for (const SearchGraph::Tensor& tensor : graph_.nodes[node].tensors) {
        block.overlaps[tensor.id] = {(mode & 1) != 0 ? Overlap::cache : Overlap::recompute,
                                     (mode & 2) != 0 ? Overlap::cache : Overlap::recompute};
      }
    };
    for (std::size_t i = task.end; i-- > at.cut;) setMode(i);
    for (std::size_t i = graph_.operators(); next < found.modes.size() && i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].firstReader >= at.cut && graph_.nodes[i].lastReader <= task.end) setMode(i);
    }
    return block;
  }

  const SearchGraph& graph_;
  const FrontRequest& request_;
  const BudgetFront& known_;
  std::vector<std::vector<PathLabel>> paths_;  // by cut
  std::vector<Block_> blocks_;
  const std::vector<bool>* heavy_ = nullptr;
  std::vector<BudgetFront> before_[2];
  std::int64_t bound_ = 0;  // bytes that every schedule takes
  FrontResult result_;
};

}  // namespace

FrontResult searchFront(const SearchGraph& graph, const FrontRequest& request,
                        const BudgetFront& known) {
  return Search(graph, request, known).run();
}

}  // namespace tessera
