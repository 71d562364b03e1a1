#pragma once

#include <optional>
#include <vector>

#include "sim/program.h"
#include "sim/stage_regions.h"
#include "sim/trace.h"

namespace tessera {

/// A buffer that each patch of a stage fills anew: an inner tensor, or a streamed input.
struct StageTile {
  TensorId tensor;
  BufferKind kind = BufferKind::tile;
  std::int64_t bitsPerPosition = 0;  ///< of all channels together
  std::vector<std::int64_t> rows;    ///< stored rows, by tile row
  std::vector<std::int64_t> columns;
  std::size_t last = 0;  ///< position in the block of the operator that needs it last

  Bytes bytes(Patch patch) const {
    const std::int64_t positions = checkedMul(rows[static_cast<std::size_t>(patch.row)],
                                              columns[static_cast<std::size_t>(patch.column)]);
    return Bytes(ceilDiv(checkedMul(positions, bitsPerPosition), 8));
  }
};

/// One operator of a stage, with what happens around it in every patch.
struct StageOperator {
  OperatorId op;
  std::int64_t macsPerPosition = 0;       ///< of one output position, all channels
  std::vector<std::size_t> allocates;     ///< tiles that it writes, or streams in, by index
  std::vector<std::size_t> releases;      ///< tiles that nobody needs after it
  std::optional<std::size_t> overwrites;  ///< the dying tile that its one output may write over
  std::vector<std::int64_t> freshRows;    ///< rows that no earlier tile row computed
  std::vector<std::int64_t> freshColumns;
  const OperatorTiles* tiles = nullptr;  ///< into the plan's regions
};

/// What a walk needs to run one block in patches, worked out once for all of them.
struct StagePlan {
  StagePlan(const Program& program, const Block& block);
  StagePlan(const StagePlan&) = delete;
  StagePlan& operator=(const StagePlan&) = delete;

  BlockTiles regions;
  std::vector<StageTile> tiles;
  std::vector<StageOperator> operators;
  TensorId output;
  TilePolicy policy;
};

/// The graph inputs that a block streams in patch by patch instead of keeping them whole: those
/// that nobody else reads and that are no graph output, where the block, or else the runtime, says
/// `StageInput::streamed`.
std::vector<TensorId> streamedInputs(const Program& program, const Block& block);

}  // namespace tessera
