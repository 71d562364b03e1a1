#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "sim/search/front/block_sweep.h"
#include "sim/search/front/operator_classes.h"
#include "sim/search/front/tile_loop.h"
#include "sim/search/front/tile_needs.h"

namespace tessera {

/// Bytes of whole tensors by class of operators and phase of the loop over tiles.
using WholeBytes = std::vector<std::array<std::int64_t, loopPhases>>;

/// The whole tensors of a sweep's blocks: what passes by, inputs until tiles need nothing more of
/// them, and the result. Refers to what it is made of.
class BlockWholes {
 public:
  BlockWholes(const SearchGraph& graph, const SweepTask& task, const SweepRules& rules,
              TileNeeds& tiles, const TileLoop& loop)
      : graph_(graph), task_(task), rules_(rules), tiles_(tiles), loop_(loop) {}

  /// A block from `begin` on that reads the nodes `open`, in tiles that need `needs` of them.
  struct Closed {
    std::size_t begin = 0;
    const std::vector<std::size_t>& open;
    const std::vector<TileNeeds::Need>& needs;
    const OperatorClasses& classes;
  };

  /// What lives where the result has a buffer of its own.
  WholeBytes fresh(const Closed& block);
  /// The same where it lies over the dying input that shares most with it; nothing where none does.
  std::optional<WholeBytes> overInput(const Closed& block, const WholeBytes& fresh);

 private:
  bool isDelivered(const SearchGraph::Node& input, std::size_t begin) const;
  bool isDead(const TileNeeds::Need& need, std::size_t lastReader, const Interval& operators,
              std::size_t phase);
  std::int64_t sharedWith(TensorId input, const TileNeeds::Need& need);
  const std::vector<TensorId>& dyingAt(std::size_t begin);

  const SearchGraph& graph_;
  const SweepTask& task_;
  const SweepRules& rules_;
  TileNeeds& tiles_;
  const TileLoop& loop_;
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::int64_t> shared_;
  std::map<std::size_t, std::vector<TensorId>> dying_;  // by first operator
};

}  // namespace tessera
