#include "sim/search/front/block_wholes.h"

#include <algorithm>

#include "sim/run/safe_distance.h"
#include "sim/schedule/over_input.h"

namespace tessera {

bool BlockWholes::isDelivered(const SearchGraph::Node& input, std::size_t begin) const {
  return input.isInput && rules_.input != StageInput::resident && input.firstReader >= begin;
}

/// The tiles of the phase all come after the last one that needs anything, or that one is the first
/// of them and has been read.
bool BlockWholes::isDead(const TileNeeds::Need& need, std::size_t lastReader,
                         const Interval& operators, std::size_t phase) {
  const std::size_t last = tiles_.lastTile(need);
  const std::size_t first = loop_.firstTile(phase);
  const bool read = operators.begin > static_cast<std::int64_t>(lastReader);
  return first > last || (first == last && read);
}

WholeBytes BlockWholes::fresh(const Closed& block) {
  const bool resident = rules_.input == StageInput::resident;
  const std::int64_t delivered = resident ? 0 : graph_.inputBytesWithin(block.begin, task_.end);
  const std::int64_t all = graph_.aliveBefore[block.begin].count() - delivered +
                           graph_.resultBytes(task_.end, task_.sums);
  WholeBytes bytes(block.classes.size());
  for (auto& phases : bytes) phases.fill(all);
  for (std::size_t i = 0; i < block.open.size(); ++i) {
    const SearchGraph::Node& input = graph_.nodes[block.open[i]];
    if (isDelivered(input, block.begin) || input.lastReader > task_.end) continue;
    for (const SearchGraph::Tensor& tensor : input.tensors) {
      if (!tensor.ownsBytes || graph_.program.isOutput[tensor.id.index()]) continue;
      const std::int64_t own = graph_.program.bytes[tensor.id.index()].count();
      for (std::size_t c = 0; c < bytes.size(); ++c) {
        for (std::size_t phase = 0; phase < loopPhases; ++phase) {
          if (isDead(block.needs[i], tensor.lastReader, block.classes[c], phase)) {
            bytes[c][phase] -= own;
          }
        }
      }
    }
  }
  return bytes;
}

std::optional<WholeBytes> BlockWholes::overInput(const Closed& block, const WholeBytes& fresh) {
  if (!rules_.overInput || task_.sums) return std::nullopt;
  std::int64_t shared = 0;
  std::size_t best = 0;
  for (const TensorId input : dyingAt(block.begin)) {
    for (std::size_t i = 0; i < block.open.size(); ++i) {
      const SearchGraph::Node& of = graph_.nodes[block.open[i]];
      const bool streamed = of.isInput && rules_.input != StageInput::resident;
      if (streamed || of.tensors.size() != 1 || of.tensors.front().id != input) continue;
      const std::int64_t own = sharedWith(input, block.needs[i]);
      if (own > shared) {
        shared = own;
        best = i;
      }
    }
  }
  if (shared == 0) return std::nullopt;
  const std::size_t last = graph_.nodes[block.open[best]].tensors.front().lastReader;
  WholeBytes bytes = fresh;
  for (std::size_t c = 0; c < bytes.size(); ++c) {
    for (std::size_t phase = 0; phase < loopPhases; ++phase) {
      if (!isDead(block.needs[best], last, block.classes[c], phase)) bytes[c][phase] -= shared;
    }
  }
  return bytes;
}

std::int64_t BlockWholes::sharedWith(TensorId input, const TileNeeds::Need& need) {
  if (!need.apart.empty()) return 0;
  const auto [known, isNew] = shared_.try_emplace({input.index(), need.rows, need.columns}, 0);
  if (!isNew) return known->second;
  const Bytes distance = safeDistance(graph_.program.graph, OperatorId(task_.end), input,
                                      tiles_.regionsOf(tiles_.tiles()), tiles_.regionsOf(need));
  const Bytes result(graph_.resultBytes(task_.end, task_.sums));
  known->second = sharedBytes(graph_.program.bytes[input.index()], result, distance).count();
  return known->second;
}

const std::vector<TensorId>& BlockWholes::dyingAt(std::size_t begin) {
  const auto [known, isNew] = dying_.try_emplace(begin);
  if (isNew) {
    Block block;
    for (std::size_t i = begin; i <= task_.end; ++i) block.operators.emplace_back(i);
    known->second = dyingInputs(graph_.program.graph, block);
  }
  return known->second;
}

}  // namespace tessera
