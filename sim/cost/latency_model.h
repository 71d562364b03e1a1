#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/cost/latency_terms.h"

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
  double clockHz = 0;    ///< at which it was measured; 0: not known
  friend bool operator==(const BoardLatency&, const BoardLatency&) = default;
};

/// The latency of an engine: cycles of a step = scale x sum over terms of factor x counted cycles,
/// + flashByte x weight bytes of fully connected operators + spillByte x bytes beyond fast SRAM.
///
/// The counted cycles are those of CMSIS-NN's kernels (`countedCycles`); the factors say how much
/// better or worse this engine's kernels of each kind are, and 1 is "as counted".
struct LatencyModel {
  std::string engine;
  std::string source;  ///< where the measurements come from, and what fitted them
  /// The engine leaves channels out that compute a constant; nothing: not known, they are counted.
  std::optional<bool> prunesDeadChannels;
  TermCycles factors{};
  std::vector<BoardLatency> boards;
  double errorFitted = 0;        ///< mean absolute relative error of the rows themselves
  double errorUnseenModel = 0;   ///< the same, leaving one model out
  double errorUnseenFamily = 0;  ///< the same, leaving one family of models out
  std::size_t rows = 0;
  friend bool operator==(const LatencyModel&, const LatencyModel&) = default;
};

}  // namespace tessera
