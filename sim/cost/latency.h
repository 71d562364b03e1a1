#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "core/units.h"
#include "sim/cost/kernel_counts.h"
#include "sim/cost/operator_cost.h"

namespace tessera {

/// How fast one board runs an engine, from measurements on it.
struct BoardLatency {
  std::string board;    ///< "NUCLEO-L4R5ZI"
  std::string mcu;      ///< "STM32L4R5ZI"
  std::string version;  ///< of the engine
  CoreBuild core = CoreBuild::m4;
  double scale = 1;      ///< measured cycles for each counted cycle
  double flashByte = 0;  ///< cycles for each weight byte that a fully connected operator reads once
  double spillByte = 0;  ///< cycles for each activation byte of a step beyond the fast SRAM
  std::size_t rows = 0;  ///< measurements behind it
  friend bool operator==(const BoardLatency&, const BoardLatency&) = default;
};

/// The latency of an engine: cycles of a step = scale x sum over terms of factor x counted cycles,
/// + flashByte x weight bytes of fully connected operators + spillByte x bytes beyond fast SRAM.
///
/// The counted cycles are those of CMSIS-NN's kernels (`countedCycles`); the factors say how much
/// better or worse this engine's kernels of each kind are, and 1 is "as counted".
struct LatencyModel {
  std::string engine;
  std::string source;               ///< where the measurements come from, and what fitted them
  bool prunesDeadChannels = false;  ///< the engine leaves channels out that compute a constant
  TermCycles factors{};
  std::vector<BoardLatency> boards;
  double errorFitted = 0;        ///< mean absolute relative error of the rows themselves
  double errorUnseenModel = 0;   ///< the same, leaving one model out
  double errorUnseenFamily = 0;  ///< the same, leaving one family of models out
  std::size_t rows = 0;
  friend bool operator==(const LatencyModel&, const LatencyModel&) = default;
};

/// Which of a model's boards stands for a device, and how well.
struct LatencyMatch {
  BoardLatency board;
  enum class Basis : std::uint8_t {
    board,  ///< measured on this microcontroller
    core,   ///< on others with the same core
    other,  ///< on other cores only: their median scale over the counts of this core
  } basis = Basis::board;
  /// Expected relative error of a model of an unseen family: from leaving families out; for `core`
  /// and `other` widened by how far the boards' scales lie apart.
  double expectedError = 0;
};

/// The board of the model that fits a device best: the same microcontroller (the latest version of
/// the engine), else the same core, else any. Nothing where the model has no boards.
std::optional<LatencyMatch> matchBoard(const LatencyModel& model, std::string_view mcu,
                                       CoreBuild core);

/// The cost of every operator on a board. `fastBytes` is the size of the fast SRAM (0: unlimited);
/// `liveShare` as in `kernelWork`.
std::vector<OperatorCost> operatorCosts(const Graph& graph, const LatencyModel& model,
                                        const BoardLatency& board, Bytes fastBytes,
                                        const std::vector<double>* liveShare = nullptr);

/// Bytes of activations that a run of the operator touches beyond `fastBytes`; 0 where `fastBytes`
/// is 0.
double spilledBytes(const KernelWork& work, Bytes fastBytes);

}  // namespace tessera
