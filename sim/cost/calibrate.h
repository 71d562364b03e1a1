#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/cost/latency.h"

namespace tessera {

/// A measured latency and what its network does.
struct CalibrationRow {
  std::string id;
  std::string model;   ///< rows of one model are left out together
  std::string family;  ///< likewise
  std::string board;
  std::string mcu;
  std::string version;  ///< of the engine
  CoreBuild core = CoreBuild::m4;
  double clockHz = 0;
  bool clockAssumed = false;
  TermCycles counted{};
  double flashBytes = 0;    ///< weights of fully connected operators
  double spilledBytes = 0;  ///< activations beyond the fast SRAM
  double measured = 0;      ///< cycles
};

struct CalibrationOptions {
  /// How strongly the kernel counts hold the factors together: a factor that is twice the common
  /// one costs as much as this many rows that are off by 100 %. 0: the data alone decide.
  double priorWeight = usualPriorWeight;
  /// What the factors are held to: 1, the kernel counts, or those of a fit of the same engine.
  TermCycles priorFactors = asCounted();
  /// Whether the engine leaves dead channels out, as the rows' counts do; nothing: not known, and
  /// counted in.
  std::optional<bool> prunesDeadChannels = std::nullopt;
  bool foldsPads = false;   ///< the rows' counts leave pads out
  bool ownKernels = false;  ///< see LatencyModel

  static TermCycles asCounted() {
    TermCycles factors;
    factors.fill(1.0);
    return factors;
  }
};

/// Predicted cycles over measured ones, less 1.
struct Residual {
  double fitted = 0;
  double modelLeftOut = 0;
  double familyLeftOut = 0;
};

struct Calibration {
  LatencyModel model;
  std::vector<Residual> residuals;  ///< by row
  /// Terms that make up less than 5 % of every row: their factor comes from the kernel counts and
  /// the common scale, not from the data.
  std::vector<LatencyTerm> notIdentified;
};

/// Fewer models do not tell kernels apart.
inline constexpr std::size_t modelsOfAFit = 3;

/// Fits a latency model to measurements of one engine profile: relative least squares, no negative
/// coefficient, factors held towards 1 by the kernel counts. A board (in one version of the engine)
/// has a scale and bytes' costs of its own; the factors are first those of all versions together.
/// Then each version of at least three models gets its own, held towards those of the version next
/// to it, from the one with the most rows outwards.
///
/// Throws Error(input) where the rows hold fewer than three models, or a row measures or counts
/// nothing.
Calibration calibrate(std::span<const CalibrationRow> rows, const CalibrationOptions& options = {});

/// The factors that rows of other engines give together, to hold those of an engine towards: boards
/// and versions have scales of their own. None is below 0.1. Throws as `calibrate`.
TermCycles commonFactors(std::span<const CalibrationRow> rows, const CalibrationOptions& options);

/// The cycles that the model gives for a row's network on `board`.
double predictedCycles(const LatencyModel& model, const BoardLatency& board,
                       const CalibrationRow& row);

}  // namespace tessera
