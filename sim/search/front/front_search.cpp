#include "sim/search/front/front_search.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/checked.h"
#include "sim/run/execution.h"

namespace tessera {
namespace {

constexpr std::size_t wholeOperator = SIZE_MAX;
constexpr std::size_t fewLabels = 2;
constexpr std::size_t fewMade = 500;
constexpr std::int64_t lowTile = 4;  // rows

/// A block that was found, with what it was found for.
struct Edge {
  SweepTask task;
  FoundBlock found;
};

/// One way to run all operators before a cut.
struct Path {
  FrontCost cost;
  std::size_t cut = 0;   ///< in front of its last block
  std::size_t path = 0;  ///< the one up to there, by index
  std::size_t edge = wholeOperator;
  const FrontSuffix* suffix = nullptr;  ///< instead of a block: all operators behind the cut
};

class Search {
 public:
  Search(const SearchGraph& graph, const FrontSpace& space, const FrontKnown& known,
         const FrontWatch& watch)
      : graph_(graph),
        space_(space),
        known_(known),
        reached_(known.costs),
        watch_(watch),
        paths_(graph.operators() + 1),
        groups_(groupsOf(graph, space)) {}

  FrontResult run() {
    paths_.front().push_back({});
    for (std::size_t end = 0; end < graph_.operators(); ++end) {
      const std::vector<FrontCost> costs = costsOf(paths_[end]);
      for (SweepPrefixes& group : groups_) group.reach(costs);
      completeAt(end);
      if (watch_.progress) watch_.progress(end, graph_.operators());
      const bool timed = space_.rules.timed;
      extend(wholeCost(graph_, end, timed), end, wholeOperator, paths_[end + 1]);
      if (!stopped()) sweepAt(end);
      prune(paths_[end + 1]);
    }
    if (watch_.progress) watch_.progress(graph_.operators(), graph_.operators());
    for (const Path& path : paths_.back()) {
      if (!known_.costs.nearlyCovers(path.cost)) result_.points.push_back(pointOf(path));
    }
    result_.tired = tired();
    result_.complete = !stopped();
    return std::move(result_);
  }

 private:
  /// Blocks that begin where much lives whatever they do are swept apart: what bounds them is of no
  /// use to the others.
  static std::vector<SweepPrefixes> groupsOf(const SearchGraph& graph, const FrontSpace& space) {
    const std::vector<std::int64_t> least = leastFrom(graph, space);
    const std::int64_t bound = *std::max_element(least.begin(), least.end());
    std::vector<bool> heavy;
    for (const std::int64_t bytes : least) heavy.push_back(2 * bytes > bound && bound > 0);
    std::vector<bool> others = heavy;
    others.flip();
    return {{heavy, least, space.rules.longest}, {others, least, space.rules.longest}};
  }

  /// By position: what lives at least in a block that begins there.
  static std::vector<std::int64_t> leastFrom(const SearchGraph& graph, const FrontSpace& space) {
    std::vector<std::int64_t> least;
    for (std::size_t begin = 0; begin < graph.operators(); ++begin) {
      std::int64_t bytes = graph.aliveBefore[begin].count();
      if (space.rules.input != StageInput::resident) {
        bytes -= graph.inputBytesWithin(begin, graph.operators() - 1);
      }
      least.push_back(std::max<std::int64_t>(0, bytes));
    }
    return least;
  }

  static std::vector<FrontCost> costsOf(const std::vector<Path>& paths) {
    std::vector<FrontCost> costs;
    for (const Path& path : paths) costs.push_back(path.cost);
    return costs;
  }

  /// Completes the paths to a cut as known schedules end. What is covered by one of those is worth
  /// nothing from here on.
  void completeAt(std::size_t cut) {
    if (cut >= known_.suffixes.size()) return;
    for (std::size_t i = 0; i < paths_[cut].size(); ++i) {
      for (const FrontSuffix& suffix : known_.suffixes[cut]) {
        const FrontCost cost = inSequence(paths_[cut][i].cost, suffix.cost);
        if (reached_.nearlyCovers(cost)) continue;
        paths_.back().push_back({cost, cut, i, wholeOperator, &suffix});
        reached_.add(cost);
      }
    }
  }

  /// All paths to `begin`, with a block behind them.
  void extend(const FrontCost& by, std::size_t begin, std::size_t edge, std::vector<Path>& to) {
    for (std::size_t i = 0; i < paths_[begin].size(); ++i) {
      const FrontCost cost = inSequence(paths_[begin][i].cost, by);
      if (!reached_.nearlyCovers(graph_.atBest(cost))) to.push_back({cost, begin, i, edge});
    }
  }

  static void prune(std::vector<Path>& paths) {
    std::stable_sort(paths.begin(), paths.end(), [](const Path& a, const Path& b) {
      return std::tie(a.cost.peak, a.cost.extra, a.cost.cycles) <
             std::tie(b.cost.peak, b.cost.extra, b.cost.cycles);
    });
    std::vector<Path> kept;
    for (const Path& path : paths) {
      const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Path& other) {
        return covers(other.cost, path.cost);
      });
      if (!covered) kept.push_back(path);
    }
    paths = std::move(kept);
  }

  /// Sweeps all blocks that end with the operator at `end`.
  void sweepAt(std::size_t end) {
    std::vector<SweepTask> tasks;
    addTasks(end, BlockResult::fresh, tasks);
    if (space_.sums) addTasks(end, BlockResult::accumulate, tasks);
    std::vector<SweepResult> found(tasks.size());
    const SweepRules rules = rulesNow();
    tbb::parallel_for(std::size_t{0}, tasks.size(), [&](std::size_t i) {
      found[i] = sweepBlocks(graph_, tasks[i], rules, reached_);
    });
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      result_.labels += found[i].labels;
      for (const FrontCost& cost : found[i].thinned.costs()) result_.givenUp.add(cost);
      for (FoundBlock& block : found[i].blocks) {
        const FrontCost cost = block.cost;
        const std::size_t begin = block.begin;
        edges_.push_back({tasks[i], std::move(block)});
        extend(cost, begin, edges_.size() - 1, paths_[end + 1]);
      }
    }
  }

  bool stopped() const {
    return watch_.stop != nullptr && watch_.stop->load(std::memory_order_relaxed);
  }

  /// Whether so many labels were made that from here on only what promises most is looked at.
  bool tired() const { return result_.labels > space_.mostLabels; }

  SweepRules rulesNow() const {
    SweepRules rules = space_.rules;
    rules.stop = watch_.stop;
    if (tired()) {
      rules.mostLabels = std::min(rules.mostLabels, fewLabels);
      rules.mostMade = std::min(rules.mostMade, fewMade);
    }
    return rules;
  }

  void addTasks(std::size_t end, BlockResult result, std::vector<SweepTask>& tasks) {
    const bool sums = result == BlockResult::accumulate;
    if (sums ? !graph_.nodes[end].accumulates : !graph_.nodes[end].mayEnd) return;
    const Region map = graph_.mapOf(end, sums);
    for (const std::int64_t height : space_.heights) {
      if (height > map.rows.end) continue;
      for (const std::int64_t asked : space_.widths) {
        const std::int64_t width = asked == 0 ? map.columns.end : asked;
        if (width > map.columns.end || (asked != 0 && width == map.columns.end && hasWhole())) {
          continue;
        }
        if (height == map.rows.end && width == map.columns.end) continue;
        const bool tooMany = hasTooManyTiles(map, {height, width});
        if (tooMany || (tired() && (height > lowTile || asked != space_.widths.front()))) {
          result_.givenUp.add(graph_.atBest({}));
          continue;
        }
        for (const SweepPrefixes& group : groups_) {
          if (group.reached()) tasks.push_back({end, sums, {height, width}, &group});
        }
      }
    }
  }

  /// Whether a schedule of such tiles may have too many steps to be simulated.
  bool hasTooManyTiles(const Region& map, Extent tile) const {
    const std::int64_t tiles =
        ceilDiv(map.rows.end, tile.rows) * ceilDiv(map.columns.end, tile.columns);
    return tiles > mostSimulatedSteps / static_cast<std::int64_t>(graph_.operators());
  }

  bool hasWhole() const {
    return std::find(space_.widths.begin(), space_.widths.end(), 0) != space_.widths.end();
  }

  FrontPoint pointOf(const Path& whole) const {
    CostedSchedule backwards;  // the last block first
    const Path* path = &whole;
    for (std::size_t end = graph_.operators(); end > 0;) {
      addLastBlocks(*path, end, backwards);
      end = path->cut;
      if (end > 0) path = &paths_[end][path->path];
    }
    std::reverse(backwards.schedule.blocks.begin(), backwards.schedule.blocks.end());
    std::reverse(backwards.blockCosts.begin(), backwards.blockCosts.end());
    return {whole.cost, std::move(backwards)};
  }

  void addLastBlocks(const Path& path, std::size_t end, CostedSchedule& backwards) const {
    if (path.suffix == nullptr) {
      backwards.schedule.blocks.push_back(blockOf(path, end));
      backwards.blockCosts.push_back(path.edge == wholeOperator
                                         ? wholeCost(graph_, path.cut, space_.rules.timed)
                                         : edges_[path.edge].found.cost);
      return;
    }
    const CostedSchedule& of = *path.suffix->of;
    for (std::size_t i = of.blockCosts.size(); i-- > path.suffix->firstBlock;) {
      backwards.schedule.blocks.push_back(of.schedule.blocks[i]);
      backwards.blockCosts.push_back(of.blockCosts[i]);
    }
  }

  Block blockOf(const Path& path, std::size_t end) const {
    Block block;
    for (std::size_t i = path.cut; i < end; ++i) block.operators.emplace_back(i);
    if (path.edge == wholeOperator) return block;
    const auto& [task, found] = edges_[path.edge];
    if (task.sums) block.result = BlockResult::accumulate;
    if (found.overInput) block.result = BlockResult::overInput;
    setTile(graph_.program.graph, block, task.tile);
    if (readsInput(path.cut, end)) block.input = space_.rules.input;
    block.overlap = {Overlap::cache, Overlap::cache};
    std::size_t next = 0;
    for (std::size_t i = task.end; i-- > path.cut;) {
      setOverlaps(graph_.nodes[i], found.modes[next++], block);
    }
    for (const std::size_t input : found.inputs) {
      setOverlaps(graph_.nodes[input], found.modes[next++], block);
    }
    return block;
  }

  bool readsInput(std::size_t begin, std::size_t end) const {
    return std::any_of(graph_.nodes.begin() + static_cast<std::ptrdiff_t>(begin),
                       graph_.nodes.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const SearchGraph::Node& node) {
                         return std::any_of(node.reads.begin(), node.reads.end(),
                                            [&](const SearchGraph::Read& read) {
                                              return graph_.nodes[read.node].isInput;
                                            });
                       });
  }

  static void setOverlaps(const SearchGraph::Node& node, ModeCode mode, Block& block) {
    if (mode == cachedBoth) return;
    for (const SearchGraph::Tensor& tensor : node.tensors) {
      block.overlaps[tensor.id] = overlapModes(mode);
    }
  }

  const SearchGraph& graph_;
  const FrontSpace& space_;
  const FrontKnown& known_;
  BudgetFront reached_;  // costs of whole schedules, known or found so far
  const FrontWatch& watch_;
  std::vector<std::vector<Path>> paths_;  // by cut
  std::vector<SweepPrefixes> groups_;
  std::vector<Edge> edges_;
  FrontResult result_;
};

}  // namespace

FrontResult searchFront(const SearchGraph& graph, const FrontSpace& space, const FrontKnown& known,
                        const FrontWatch& watch) {
  return Search(graph, space, known, watch).run();
}

}  // namespace tessera
