#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/graph.h"
#include "sim/report/plan.h"

namespace tessera {

/// The plan as the integers of TFLite Micro's metadata "OfflineMemoryAllocation", 32 bits each: the
/// format's version (1), the subgraph (0), the number of tensors, and for each tensor of the file
/// its offset, or -1 where TFLite Micro places it at run time or it is a constant. One a line, each
/// with what it is behind a '#'; before them comments with the arena that TFLite Micro comes to.
///
/// `fileTensors` are the file's tensors in its order, as tensors of the graph; nothing where the
/// graph has no such tensor. TFLite Micro places scratch buffers itself, by its greedy planner,
/// around the offsets given; the arena in the comment includes them.
///
/// Source: tensorflow/lite/micro/docs/memory_management.md, micro_allocation_info.cc. Throws
/// Error(usage) where such a plan cannot be had from this run: one in patches or not in the file's
/// order, written in place, not aligned to 16 bytes, or of 2 GiB.
std::string offlinePlan(const PlanReport& report,
                        std::span<const std::optional<TensorId>> fileTensors);

}  // namespace tessera
