#include "sim/search/front/front_known.h"

#include <algorithm>
#include <utility>

namespace tessera {
namespace {

void addTo(std::vector<FrontSuffix>& suffixes, FrontSuffix added) {
  const auto covered = [&](const FrontSuffix& other) { return covers(other.cost, added.cost); };
  if (std::any_of(suffixes.begin(), suffixes.end(), covered)) return;
  std::erase_if(suffixes, [&](const FrontSuffix& other) { return covers(added.cost, other.cost); });
  suffixes.push_back(std::move(added));
}

}  // namespace

void addSuffixes(CostedSchedule schedule, FrontKnown& known) {
  const auto of = std::make_shared<const CostedSchedule>(std::move(schedule));
  const std::vector<Block>& blocks = of->schedule.blocks;
  std::size_t cut = 0;
  for (const Block& block : blocks) cut += block.operators.size();
  known.suffixes.resize(std::max(known.suffixes.size(), cut + 1));
  FrontCost cost;
  for (std::size_t i = blocks.size(); i-- > 0;) {
    cut -= blocks[i].operators.size();
    cost = inSequence(cost, of->blockCosts[i]);
    addTo(known.suffixes[cut], {cost, of, i});
  }
}

FrontCost wholeCost(const SearchGraph& graph, std::size_t at, bool timed) {
  const bool known = timed && !graph.program.costs.empty();
  return {graph.wholeStep[at].count(), 0, known ? graph.program.costs[at].whole().count() : 0};
}

FrontKnown knownLayerWise(const SearchGraph& graph, bool timed) {
  CostedSchedule layers{layerWise(graph.program.graph), {}};
  FrontCost sum;
  for (std::size_t at = 0; at < graph.operators(); ++at) {
    layers.blockCosts.push_back(wholeCost(graph, at, timed));
    sum = inSequence(sum, layers.blockCosts.back());
  }
  FrontKnown known;
  known.costs.add(sum);
  addSuffixes(std::move(layers), known);
  return known;
}

}  // namespace tessera
