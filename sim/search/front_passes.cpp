#include "sim/search/front_passes.h"

#include <algorithm>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t fewOperators = 400;    // searched to the end
constexpr std::size_t manyOperators = 1500;  // searched coarsely
constexpr std::int64_t smallMap = 12;        // every tile is tried
constexpr std::size_t shortChain = 16;
constexpr std::size_t timedLabels = 8;           // of each state, where time is an axis
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

std::vector<FrontSpace> wholeSpace(const SearchGraph& graph, SweepRules rules, bool overlap) {
  const std::vector<ModeCode> rowsMayBeRecomputed{cachedBoth, cachedColumns};
  const std::vector<ModeCode> everyMode{cachedBoth, cachedColumns, cachedRows, 0};
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
  if (overlap) {
    // Bounds are weaker where a result may lie over its input: what is known by now makes up for
    // it.
    rules.overInput = true;
    pass(everyMode, 16, {1, 2, 4}, {1});
    passes.back().mostLabels = mostCompared / 4;
  }
  rules.mostMade = small ? 1'000'000 : 50'000;
  pass(everyMode, small ? 4096 : 256, heights, widths);
  passes.back().mostLabels = mostCompared;
  return passes;
}

}  // namespace

namespace {

std::vector<FrontSpace> untimedPasses(std::string_view space, const SearchGraph& graph,
                                      StageInput input, bool overlap) {
  SweepRules rules;
  rules.input = input;
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

/// Of many lengths those that are so many times the one before.
std::vector<std::int64_t> coarse(const std::vector<std::int64_t>& lengths, std::int64_t times) {
  std::vector<std::int64_t> few;
  for (const std::int64_t length : lengths) {
    if (length == 0 || few.empty() || length >= times * few.back()) few.push_back(length);
  }
  return few;
}

}  // namespace

std::vector<FrontSpace> frontPasses(std::string_view space, const SearchGraph& graph,
                                    StageInput input, bool timed, bool overlap) {
  std::vector<FrontSpace> passes = untimedPasses(space, graph, input, overlap);
  if (!timed) return passes;
  FrontSpace last = passes.back();
  last.rules.timed = true;
  last.rules.mostLabels = std::min(last.rules.mostLabels, timedLabels);
  last.heights = coarse(last.heights, 2);
  last.widths = coarse(last.widths, 4);
  last.mostLabels = mostCompared / 4;
  passes.push_back(std::move(last));
  return passes;
}

void easeAfter(std::size_t pass, std::vector<FrontSpace>& passes) {
  for (std::size_t i = pass + 1; i < passes.size(); ++i) {
    passes[i].mostLabels = std::min(passes[i].mostLabels, mostCompared / 8);
  }
}

}  // namespace tessera
