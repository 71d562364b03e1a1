#pragma once

#include <optional>
#include <vector>

#include "sim/schedule/block_refusal.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// The tensors from outside a block over which its result may be written: feature maps of one image
/// that only its operators read, under one name, and that are no graph output. Each once, in the
/// order in which the block reads them.
std::vector<TensorId> dyingInputs(const Graph& graph, const Block& block);

/// Why no input of the block can be written over; nothing where one can.
std::optional<BlockRefusal> whyNotOverInput(const Graph& graph, const Block& block);

}  // namespace tessera
