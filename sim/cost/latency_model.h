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
  bool clockAssumed = false;  ///< whoever measured did not state it
  friend bool operator==(const BoardLatency&, const BoardLatency&) = default;
};

/// The factors of one version of an engine.
struct VersionFactors {
  std::string version;
  TermCycles factors{};
  friend bool operator==(const VersionFactors&, const VersionFactors&) = default;
};

/// What the networks of a measured family spend their counted cycles on.
struct FamilyMix {
  std::string family;
  TermCycles shares{};  ///< of each term, 1 together
  friend bool operator==(const FamilyMix&, const FamilyMix&) = default;
};

/// How strongly a fit holds factors together, see `CalibrationOptions::priorWeight`.
inline constexpr double usualPriorWeight = 0.1;

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
  /// The engine's kernels are not CMSIS-NN's sets: what they cost on a core is known from that
  /// core.
  bool ownKernels = false;
  bool foldsPads = false;  ///< padding is part of the operator that follows it, and costs nothing
  TermCycles factors{};    ///< of the versions that have none of their own
  std::vector<VersionFactors> versions;
  std::vector<BoardLatency> boards;
  double errorFitted = 0;        ///< mean absolute relative error of the rows themselves
  double errorUnseenModel = 0;   ///< the same, leaving one model out
  double errorUnseenFamily = 0;  ///< the same, leaving one family of models out
  /// The 90th percentile of the absolute relative errors with a family of models left out, each
  /// over the `unsureness` of that fit, of rows whose board was measured with another family.
  /// Families weigh alike.
  double interval = 0;
  std::vector<FamilyMix> families;  ///< of models behind it
  std::size_t rows = 0;
  friend bool operator==(const LatencyModel&, const LatencyModel&) = default;
};

/// The factors of that version.
inline const TermCycles& factorsOf(const LatencyModel& model, const std::string& version) {
  for (const VersionFactors& of : model.versions) {
    if (of.version == version) return of.factors;
  }
  return model.factors;
}

}  // namespace tessera
