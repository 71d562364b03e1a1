#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/checked.h"
#include "core/receptive_field.h"
#include "core/work.h"
#include "sim/run/program.h"
#include "sim/search/front/budget_front.h"

namespace tessera {

/// A program as a search for blocks asks for it: operators by position in graph order, and graph
/// inputs, which a source may deliver in tiles, behind them. Both are *nodes*.
struct SearchGraph {
  /// A node's tensor that an operator reads.
  struct Read {
    std::size_t node = 0;
    std::size_t edge = 0;  ///< numbers the map among all of the graph
    RegionMap map;
  };

  /// A tensor that a node gives.
  struct Tensor {
    TensorId id;
    std::int64_t bitsPerPosition = 0;  ///< of all channels together
    std::size_t lastReader = 0;        ///< position; that of the node itself where nobody reads it
    bool ownsBytes = true;             ///< not a view of another one

    std::int64_t bytesOf(std::int64_t positions) const {
      return ceilDiv(checkedMul(positions, bitsPerPosition), 8);
    }
  };

  struct Node {
    std::vector<Read> reads;
    std::vector<Tensor> tensors;
    bool isInput = false;      ///< a graph input
    bool mayBeInside = false;  ///< local, and read by operators alone
    bool mayEnd = false;       ///< may end a block in tiles
    bool accumulates = false;  ///< may end a block as sums
    std::size_t firstReader = 0;
    std::size_t lastReader = 0;
    Macs macs;                   ///< of all positions
    std::int64_t positions = 0;  ///< of what it computes
  };

  explicit SearchGraph(const Program& program);

  std::size_t operators() const { return program.ops.size(); }

  /// The map that a block which ends with that operator is cut from: its result, or what it sums
  /// up.
  Region mapOf(std::size_t end, bool sums) const;
  /// What such a block holds whole from its first tile on; nothing of sums.
  std::int64_t resultBytes(std::size_t end, bool sums) const;
  /// Bytes of the graph inputs that only operators from `begin` to `end` read: what a block of them
  /// may have delivered in tiles.
  std::int64_t inputBytesWithin(std::size_t begin, std::size_t end) const;
  /// What schedules with a part of that cost come to at least: elsewhere they may leave out what
  /// nobody reads.
  FrontCost atBest(const FrontCost& part) const;

  const Program& program;
  std::vector<Node> nodes;
  /// By cut, in front of the operator of that position: whole tensors that live.
  std::vector<Bytes> aliveBefore;
  std::vector<Bytes> wholeStep;  ///< by position: live while the operator runs whole
  /// MACs that blocks may leave out at most, since nobody reads those positions.
  Macs unread;
};

}  // namespace tessera
