#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "core/units.h"
#include "sim/cost/kernel_counts.h"
#include "sim/cost/latency_model.h"
#include "sim/cost/operator_cost.h"

namespace tessera {

/// Whether the engine makes the operator a part of the one that follows.
bool isFree(const Operator& op, bool foldsPads);

/// The cycles that are counted for the whole network, by term; `liveShare` as in `kernelWork`.
TermCycles countedCycles(const Graph& graph, CoreBuild core, bool foldsPads,
                         const std::vector<double>* liveShare = nullptr);

/// The cost of every operator on a board, with the factors of the board's version. `fastBytes` is
/// the size of the fast SRAM (0: unlimited); `liveShare` as in `kernelWork`.
std::vector<OperatorCost> operatorCosts(const Graph& graph, const LatencyModel& model,
                                        const BoardLatency& board, Bytes fastBytes,
                                        const std::vector<double>* liveShare = nullptr);

/// Bytes of activations that a run of the operator touches beyond `fastBytes`; 0 where `fastBytes`
/// is 0.
double spilledBytes(const KernelWork& work, Bytes fastBytes);

}  // namespace tessera
