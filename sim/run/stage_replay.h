#pragma once

#include <cstdint>
#include <vector>

#include "sim/run/execution.h"
#include "sim/run/trace.h"

namespace tessera {

/// A stage played position by position: when each copy of a position is written and last read.
struct StageReplay {
  /// By step of the stage: bytes of elements that this or an earlier step wrote and this or a later
  /// one reads, of inner tensors and streamed inputs.
  std::vector<Bytes> live;
  /// By step of the stage, where its result is written over an input: bytes of elements of both
  /// that this or an earlier step wrote and this or a later one reads. Empty elsewhere.
  std::vector<Bytes> overInput;
  /// By `tiles` of the stage's plan: positions that a step reads although no earlier one left them.
  std::vector<std::int64_t> readBeforeWritten;
};

/// By block; empty where it runs whole.
std::vector<StageReplay> replays(const Execution& execution);

/// The floor of a schedule: the largest sum, over its steps, of the bytes of elements that this or
/// an earlier step writes and this or a later one reads. Of what is whole in SRAM all of its bytes
/// count while it lives, of a block's result from the block's first step on, and sums too; of a
/// result over an input and of that input the elements alone; no workspace, no alignment. No
/// buffers that hold those elements can take less in that step. `trace` and `replays` must be the
/// execution's own.
Bytes floorOf(const Execution& execution, const Trace& trace,
              const std::vector<StageReplay>& replays);

}  // namespace tessera
