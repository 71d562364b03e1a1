#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/schedule/schedule.h"

namespace tessera {

/// The operators of a per-patch stage that ends with `split`, in graph order: `split` and all that
/// it depends on, but for changes of layout (and what they read) between the graph's inputs and its
/// first feature maps; with `start`, only those that also depend on `start` (and `start` itself).
std::vector<OperatorId> stageOperators(const Graph& graph, OperatorId split,
                                       std::optional<OperatorId> start = std::nullopt);

/// Why these operators cannot run patch by patch, to such a result; empty where they can. One
/// sentence that names the operator and the reason.
std::string whyNoStage(const Graph& graph, const std::vector<OperatorId>& operators,
                       BlockResult result = BlockResult::fresh);

/// MCUNetV2's schedule: one first block that runs the stage up to `split` in patches, the rest
/// layer by layer, in graph order as far as possible. `patches` gives everything but the operators.
/// Throws Error(unsupported) where the stage cannot run in patches (see `whyNoStage`).
Schedule patchBased(const Graph& graph, OperatorId split, const Block& patches,
                    std::optional<OperatorId> start = std::nullopt);

/// A schedule of the graph in which `blocks` (disjoint) run as they are and every operator that is
/// in none of them is a block of its own, each as early as graph order allows. Throws Error(input)
/// where that leaves a cycle between blocks.
Schedule completed(const Graph& graph, std::vector<Block> blocks, std::string name);

/// The operator of that name, or of that number in graph order. Throws Error(usage) with the
/// closest name where there is none.
OperatorId operatorNamed(const Graph& graph, const std::string& nameOrNumber);

/// "4x4" -> {4, 4}; nothing where `text` is no grid.
std::optional<Grid> parseGrid(const std::string& text);

}  // namespace tessera
