#include "sim/search/search_spaces.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "core/parse_units.h"
#include "sim/run/simulate.h"
#include "sim/search/front/front_search.h"
#include "sim/search/front/working_set.h"
#include "sim/search/relax.h"

namespace tessera {
namespace {

constexpr std::array<SearchSpace, 9> spaces{{
    {"layer", "TensorFlow Lite Micro", "every operator whole"},
    {"vmcu", "vMCU, DMO", "every operator by itself, its result over its dying input"},
    {"mcunetv2", "MCUNetV2, TinyEngine", "a first stage in square patches, all recomputed"},
    {"streamnet1d", "StreamNet 1D", "the same stage, columns of overlap cached"},
    {"streamnet", "StreamNet 2D", "the same stage, all overlap cached"},
    {"msf-cnn", "msf-CNN",
     "any blocks of single positions, columns cached, rows recomputed, a final pool accumulated"},
    {"tinyts", "TinyTS, Arm Vela", "any blocks of whole rows, all overlap cached"},
    {"tigris", "TiGrIS", "any blocks of whole rows, all overlap recomputed"},
    {"all", "Tessera",
     "any blocks in any tiles, each tensor's overlap cached or recomputed along each axis, results "
     "over their inputs, a final pool accumulated"},
}};

constexpr std::size_t fewOperators = 400;    // searched to the end
constexpr std::size_t manyOperators = 1500;  // searched coarsely
constexpr std::int64_t smallMap = 12;        // every tile is tried
constexpr std::size_t shortChain = 16;
constexpr std::size_t mostCompared = 1'000'000;  // labels, beyond which few are kept

std::vector<std::int64_t> doubled(std::int64_t from, std::int64_t most) {
  std::vector<std::int64_t> lengths;
  for (std::int64_t length = from; length <= most; length *= 2) lengths.push_back(length);
  return lengths;
}

std::vector<std::int64_t> upTo(std::int64_t most) {
  std::vector<std::int64_t> lengths;
  for (std::int64_t length = 1; length <= most; ++length) lengths.push_back(length);
  return lengths;
}

/// The largest map that a block may be cut from.
Extent largestMap(const SearchGraph& graph) {
  Extent most;
  for (std::size_t i = 0; i < graph.operators(); ++i) {
    if (!graph.nodes[i].mayEnd) continue;
    const Region map = graph.mapOf(i, false);
    most.rows = std::max(most.rows, map.rows.end);
    most.columns = std::max(most.columns, map.columns.end);
  }
  return most;
}

const std::vector<ModeCode> rowsMayBeRecomputed{cachedBoth, cachedColumns};
const std::vector<ModeCode> everyMode{cachedBoth, cachedColumns, cachedRows, 0};

std::vector<FrontSpace> wholeSpace(const SearchGraph& graph, SweepRules rules, bool overlap) {
  const Extent map = largestMap(graph);
  const std::size_t operators = graph.operators();
  std::vector<FrontSpace> passes;
  const auto pass = [&](const std::vector<ModeCode>& modes, std::size_t labels,
                        std::vector<std::int64_t> heights, std::vector<std::int64_t> widths) {
    rules.modes = modes;
    rules.mostLabels = labels;
    passes.push_back({rules, std::move(heights), std::move(widths), true});
  };
  rules.longest = operators > fewOperators ? 24 : 64;
  pass(rowsMayBeRecomputed, 2, {1, 2, 4}, {1});
  if (operators > manyOperators) return passes;
  std::vector<std::int64_t> heights = upTo(8);
  for (const std::int64_t height : {10, 12, 14, 16, 20, 24, 28, 32}) heights.push_back(height);
  std::vector<std::int64_t> widths = doubled(1, map.columns);
  widths.push_back(0);
  pass(rowsMayBeRecomputed, operators > fewOperators ? 4 : 64, upTo(8), {1});
  if (operators > fewOperators) return passes;
  rules.mostMade = 6'000;
  pass(everyMode, 16, {1, 2, 4}, {1});
  passes.back().mostLabels = mostCompared / 4;
  const bool small = operators <= shortChain && map.rows <= smallMap && map.columns <= smallMap;
  if (small) {
    heights = upTo(map.rows);
    widths = upTo(map.columns);
    widths.push_back(0);
  }
  rules.mostMade = small ? 1'000'000 : 50'000;
  pass(everyMode, small ? 4096 : 256, heights, widths);
  passes.back().mostLabels = mostCompared;
  if (!overlap) return passes;
  // Bounds are weaker where a result may lie over its input: what is known by now makes up for it.
  rules.overInput = true;
  pass(everyMode, small ? 4096 : 256, heights, widths);
  passes.back().mostLabels = mostCompared;
  return passes;
}

/// What a front is searched for with, coarse before fine: each pass begins with what those before
/// it found.
std::vector<FrontSpace> passesOf(std::string_view space, const SearchGraph& graph, StageInput input,
                                 bool timed, bool overlap) {
  SweepRules rules;
  rules.input = input;
  rules.timed = timed;
  if (space == "all") return wholeSpace(graph, rules, overlap);
  const Extent map = largestMap(graph);
  rules.mostLabels = 16;
  if (space == "vmcu") {
    rules.longest = 1;
    rules.overInput = true;
    return {{rules, {1}, {0, 1}, false}};
  }
  if (space == "msf-cnn") {
    rules.modes = {cachedColumns};
    return {{rules, {1}, {1}, true}};
  }
  rules.modes = {space == "tinyts" ? cachedBoth : ModeCode{0}};
  std::vector<std::int64_t> heights = upTo(std::min<std::int64_t>(map.rows, 8));
  for (const std::int64_t height : doubled(16, map.rows)) heights.push_back(height);
  return {{rules, heights, {0}, false}};
}

/// Of the candidates that take no more, that of the least work; of several the smallest.
const Candidate* cheapestWithin(const SearchResult& result, Bytes peak) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : result.candidates) {
    if (candidate.totals.peak > peak) break;
    if (best == nullptr || candidate.extra < best->extra) best = &candidate;
  }
  return best;
}

bool hasFront(const SearchSpace& space) {
  return space.name != "layer" && space.name != "mcunetv2" &&
         space.name.substr(0, 9) != "streamnet";
}

/// Whether all operators' time is known.
bool isTimed(const Program& program) {
  return !program.costs.empty() && std::all_of(program.costs.begin(), program.costs.end(),
                                               [](const OperatorCost& cost) { return cost.known; });
}

class FrontRun {
 public:
  FrontRun(const Program& program, const SearchSpace& space, const PatchSearchOptions& options)
      : program_(program),
        space_(space),
        options_(options),
        graph_(program),
        timed_(isTimed(program)) {}

  SearchResult run() {
    result_.space = space_.name;
    result_.layerWise = simulateTotals(program_, layerWise(program_.graph));
    const Totals& layers = result_.layerWise;
    layers_.totals = layers;
    layers_.extra = layers.executed - layers.macs;
    known_.add(costOf(layers.peak, layers_));
    const StageInput input = stageInputOf(options_.patches, program_.rules);
    std::vector<FrontSpace> passes = passesOf(space_.name, graph_, input, timed_, options_.overlap);
    BudgetFront givenUp;
    std::size_t labels = 0;
    for (std::size_t i = 0; i < passes.size() && !result_.cut; ++i) {
      FrontResult found = searchFront(graph_, passes[i], known_, watchOf(i, passes.size()));
      labels += found.labels;
      givenUp = found.givenUp;
      // Where one pass has too much to compare, a finer one has more of it.
      for (std::size_t k = i + 1; found.tired && k < passes.size(); ++k) {
        passes[k].mostLabels = std::min(passes[k].mostLabels, mostCompared / 8);
      }
      result_.cut = !found.complete;
      for (FrontPoint& point : found.points) evaluate(std::move(point.schedule));
    }
    keepBest();
    result_.planned = result_.candidates.size();
    if (!result_.cut) setGap(givenUp, labels, passes.back());
    return std::move(result_);
  }

 private:
  FrontWatch watchOf(std::size_t pass, std::size_t passes) const {
    FrontWatch watch;
    watch.stop = options_.stop;
    if (options_.progress) {
      watch.progress = [this, pass, passes](std::size_t done, std::size_t total) {
        options_.progress(pass * total + done, passes * total);
      };
    }
    return watch;
  }

  void evaluate(Schedule schedule) {
    for (Block& block : schedule.blocks) {
      if (block.whole()) continue;
      block.tiles = options_.patches.tiles;
      block.buffers = options_.patches.buffers;
    }
    Candidate candidate;
    candidate.totals = simulateTotals(program_, schedule);
    candidate.extra = candidate.totals.executed - candidate.totals.macs;
    known_.add(costOf(candidate.totals.peak, candidate));
    candidate.schedule = std::make_shared<const Schedule>(std::move(schedule));
    result_.candidates.push_back(std::move(candidate));
  }

  FrontCost costOf(Bytes bytes, const Candidate& candidate) const {
    const std::int64_t cycles = candidate.totals.cycles.value_or(Cycles(0)).count();
    return {bytes.count(), candidate.extra.count(), timed_ ? cycles : 0};
  }

  /// Those that no other one covers, of the costs that `cost` gives.
  template <class CostOf>
  std::vector<bool> uncovered(const CostOf& cost) const {
    BudgetFront front;
    for (const Candidate& candidate : result_.candidates) front.add(cost(candidate));
    front.add(cost(layers_));
    std::vector<bool> kept;
    BudgetFront seen;
    seen.add(cost(layers_));
    for (const Candidate& candidate : result_.candidates) {
      const FrontCost own = cost(candidate);
      const auto& costs = front.costs();
      kept.push_back(std::find(costs.begin(), costs.end(), own) != costs.end() &&
                     !seen.covers(own));
      seen.add(own);
    }
    return kept;
  }

  /// Leaves those that no other one covers in peak and work, or in arena and work: a schedule of a
  /// larger peak may have the smaller arena.
  void keepBest() {
    std::vector<Candidate>& all = result_.candidates;
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
      return std::pair(a.totals.peak, a.extra) < std::pair(b.totals.peak, b.extra);
    });
    const auto byPeak = [&](const Candidate& of) { return costOf(of.totals.peak, of); };
    const auto byArena = [&](const Candidate& of) {
      return costOf(of.arena.value_or(of.totals.peak), of);
    };
    std::vector<bool> kept = uncovered(byPeak);
    if (options_.budget.arenaOf) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept[i] || mayWinByArena(i)) all[i].arena = options_.budget.arenaOf(*all[i].schedule);
      }
      const std::vector<bool> also = uncovered(byArena);
      for (std::size_t i = 0; i < all.size(); ++i) kept[i] = kept[i] || also[i];
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (kept[i]) std::swap(all[next++], all[i]);
    }
    all.resize(next);
    for (std::size_t i = 0; i < all.size(); ++i) {
      Schedule named = *all[i].schedule;
      named.name = nameOf(i);
      all[i].schedule = std::make_shared<const Schedule>(std::move(named));
      result_.pareto.push_back(i);
    }
  }

  /// Whether nothing before it of no more work has an arena as small as its peak.
  bool mayWinByArena(std::size_t index) const {
    const Candidate& own = result_.candidates[index];
    for (std::size_t i = 0; i < index; ++i) {
      const Candidate& other = result_.candidates[i];
      const bool covered = other.arena && *other.arena <= own.totals.peak &&
                           covers(costOf(Bytes(0), other), costOf(Bytes(0), own));
      if (covered) return false;
    }
    return true;
  }

  /// "all:18776"; of several with that peak the later ones are numbered.
  std::string nameOf(std::size_t index) const {
    const auto peakOf = [&](std::size_t i) { return result_.candidates[i].totals.peak; };
    std::size_t same = 0;
    while (index > same && peakOf(index - same - 1) == peakOf(index)) ++same;
    return fmt::format("{}:{}{}", space_.name, peakOf(index).count(),
                       same > 0 ? fmt::format("#{}", same + 1) : "");
  }

  void setGap(const BudgetFront& givenUp, std::size_t labels, const FrontSpace& last) {
    SearchGap gap;
    gap.labels = labels;
    gap.tiles = tilesText(last);
    gap.lowerBound = leastWorkingSet(graph_);
    for (const Candidate& candidate : result_.candidates) {
      const auto peak = static_cast<double>(candidate.totals.peak.count());
      double most = 0;
      for (const FrontCost& cost : givenUp.costs()) {
        if (cost.extra > candidate.extra.count()) continue;
        const auto least = static_cast<double>(std::max(cost.peak, gap.lowerBound.count()));
        most = std::max(most, 1 - least / std::max(1.0, peak));
      }
      gap.gaps.push_back(most);
    }
    result_.gap = gap;
  }

  static std::string tilesText(const FrontSpace& space) {
    const auto list = [](const std::vector<std::int64_t>& lengths) {
      std::string text;
      for (const std::int64_t length : lengths) {
        text += (text.empty() ? "" : ", ") +
                (length == 0 ? std::string("all") : std::to_string(length));
      }
      return text;
    };
    return "rows " + list(space.heights) + "; columns " + list(space.widths);
  }

  const Program& program_;
  const SearchSpace& space_;
  const PatchSearchOptions& options_;
  SearchGraph graph_;
  bool timed_;
  Candidate layers_;  // layer by layer
  BudgetFront known_;
  SearchResult result_;
};

SearchResult inGrids(const Program& program, const SearchSpace& space, PatchSearchOptions options) {
  if (space.name != "mcunetv2") {
    options.patches.overlap = {space.name == "streamnet" ? Overlap::cache : Overlap::recompute,
                               Overlap::cache};
    options.patches.tiles = TilePolicy::clipped;
  }
  SearchResult result = searchPatches(program, options);
  result.space = space.name;
  return result;
}

SearchResult layersAlone(const Program& program) {
  SearchResult result;
  result.space = "layer";
  result.layerWise = simulateTotals(program, layerWise(program.graph));
  return result;
}

}  // namespace

std::span<const SearchSpace> searchSpaces() { return spaces; }

const SearchSpace& searchSpaceNamed(const std::string& name) {
  std::vector<std::string> names;
  for (const SearchSpace& space : spaces) {
    if (space.name == name) return space;
    names.emplace_back(space.name);
  }
  throw Error(ErrorCode::usage, "there is no schedule space '" + name + "'", {},
              closestName(name, names));
}

std::optional<FrontWords> frontWords(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return std::nullopt;
  for (const SearchSpace& space : spaces) {
    if (space.name != text.substr(0, colon) || !hasFront(space)) continue;
    if (const auto bytes = bytesFromText(text.substr(colon + 1))) return FrontWords{&space, *bytes};
  }
  return std::nullopt;
}

Schedule cheapestSchedule(const Program& program, const FrontWords& words, const Block& patches) {
  PatchSearchOptions options;
  options.patches = patches;
  const SearchResult result = searchSpace(program, *words.space, options);
  if (result.layerWise.peak <= words.peak) return layerWise(program.graph);
  const Candidate* best = cheapestWithin(result, words.peak);
  if (best != nullptr) {
    return relaxed(program, *best->schedule, [&](const Totals& totals, const Schedule&) {
      return totals.peak <= words.peak;
    });
  }
  const bool none = result.candidates.empty();
  throw Error(ErrorCode::unsupported,
              fmt::format("no schedule of the space '{}' has a peak of {} or less",
                          words.space->name, kib(words.peak)),
              {},
              none ? "run it layer by layer"
                   : fmt::format("the least is {}",
                                 candidateName(program.graph, result.candidates.front())));
}

SearchResult searchSpace(const Program& program, const SearchSpace& space,
                         const PatchSearchOptions& options) {
  const bool layers = space.name == "layer";
  if (!layers && !hasFront(space)) return inGrids(program, space, options);
  SearchResult result = layers ? layersAlone(program) : FrontRun(program, space, options).run();
  recommend(program.graph, options.patches, options.budget, result);
  return result;
}

}  // namespace tessera
