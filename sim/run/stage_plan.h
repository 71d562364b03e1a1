#pragma once

#include <optional>
#include <vector>

#include "sim/run/program.h"
#include "sim/run/stage_regions.h"
#include "sim/run/trace.h"

namespace tessera {

/// A buffer that each patch of a stage fills anew: an inner tensor, or a streamed input.
struct StageTile {
  TensorId tensor;
  BufferKind kind = BufferKind::tile;
  std::int64_t bitsPerPosition = 0;     ///< of all channels together
  std::vector<std::int64_t> positions;  ///< stored, by tile in row-major order
  std::size_t last = 0;  ///< position in the block of the operator that needs it last

  Bytes bytes(std::size_t tile) const {
    return Bytes(ceilDiv(checkedMul(positions[tile], bitsPerPosition), 8));
  }
};

/// One operator of a stage, with what happens around it in every patch.
struct StageOperator {
  OperatorId op;
  std::int64_t macsPerPosition = 0;       ///< of one output position, all channels
  std::vector<std::size_t> allocates;     ///< tiles that it writes, or streams in, by index
  std::vector<std::size_t> releases;      ///< tiles that nobody needs after it
  std::optional<std::size_t> overwrites;  ///< the dying tile that its one output may write over
  std::vector<Bytes> scratch;             ///< what a call on the largest tile works in
  const OperatorTiles* tiles = nullptr;   ///< into the plan's regions
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

/// What the operator needs of TinyEngine's workspaces for the largest of its tiles.
Workspace largestWorkspace(const Program& program, const StageOperator& op, TilePolicy policy);

/// Where the graph input of a block in patches lies: as the block says, or else as the runtime
/// counts.
StageInput stageInputOf(const Block& block, const CountingRules& rules);

/// The graph inputs that a block streams in patch by patch instead of keeping them whole: those
/// that nobody else reads and that are no graph output, where `stageInputOf` it is streamed.
std::vector<TensorId> streamedInputs(const Program& program, const Block& block);

}  // namespace tessera
