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

/// Which of a model's boards stands for a device, and how well.
struct LatencyMatch {
  BoardLatency board;
  enum class Basis : std::uint8_t {
    board,  ///< measured on this microcontroller
    core,   ///< on others with the same core
    other,  ///< on other cores only, those with the same set of kernels first: their median scale
            ///< over the counts of this core
  } basis = Basis::board;
  /// Expected relative error of a model of an unseen family: from leaving families out; for `core`
  /// and `other` widened by how far the boards' scales lie apart, at least 15 % and 25 %.
  double expectedError = 0;
};

/// The board of the model that fits a device best: the same microcontroller (the latest version of
/// the engine, and of that the clock closest to `clockHz`), else the same core, else any. Nothing
/// where the model has no boards.
std::optional<LatencyMatch> matchBoard(const LatencyModel& model, std::string_view mcu,
                                       CoreBuild core, double clockHz = 0);

/// The cost of every operator on a board. `fastBytes` is the size of the fast SRAM (0: unlimited);
/// `liveShare` as in `kernelWork`.
std::vector<OperatorCost> operatorCosts(const Graph& graph, const LatencyModel& model,
                                        const BoardLatency& board, Bytes fastBytes,
                                        const std::vector<double>* liveShare = nullptr);

/// Bytes of activations that a run of the operator touches beyond `fastBytes`; 0 where `fastBytes`
/// is 0.
double spilledBytes(const KernelWork& work, Bytes fastBytes);

}  // namespace tessera
