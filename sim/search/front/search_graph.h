#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/checked.h"
#include "core/receptive_field.h"
#include "core/work.h"
#include "sim/run/program.h"

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
    std::optional<TensorId> inPlace;
  };

  explicit SearchGraph(const Program& program);

  std::size_t operators() const { return program.ops.size(); }

  /// Bytes of the graph inputs that nobody reads before that position.
  std::int64_t inputBytesFrom(std::size_t begin) const;

  const Program& program;
  std::vector<Node> nodes;
  std::vector<Bytes>
      aliveBefore;  ///< by cut, in front of the operator of that position: whole tensors
  std::vector<Bytes> wholeStep;  ///< by position: live while the operator runs whole
  /// MACs that blocks may leave out at most, since nobody reads those positions.
  Macs unread;
};

}  // namespace tessera
