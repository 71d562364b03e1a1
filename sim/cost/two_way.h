#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "sim/cost/latency_model.h"

namespace tessera {

/// CMSIS-NN has three sets of kernels: plain C (0), with DSP instructions (1), with Helium (2).
int kernelSet(CoreBuild core);

/// A chip's series, by which boards are told apart: "STM32L4R5" of "STM32L4R5ZIT6U"; the board's
/// name where the chip is not known.
std::string chipKey(const BoardLatency& board);

/// One measured scale of an engine version on a board.
struct ScaledPair {
  std::string engine;  ///< number of the model, set of kernels and version
  std::string board;   ///< `chipKey`
  std::string label;   ///< engine, version and board as people call them
  CoreBuild core = CoreBuild::m4;
  double logScale = 0;
  double rows = 1;
};

/// log(scale) = engine + board, by weighted least squares. Boards are held weakly to the mean of
/// their core: an engine's level and a board's cannot be told apart where they never meet another.
struct TwoWayScale {
  std::map<std::string, double> engines;
  std::map<std::string, double> boards;
  std::map<CoreBuild, double> cores;
};

/// The measured pairs of all models.
std::vector<ScaledPair> pairsOf(std::span<const LatencyModel> all);

TwoWayScale fitTwoWay(const std::vector<ScaledPair>& pairs);

/// What stands for the level of a board: its own, its core's, or that of the cores with its
/// kernels.
enum class LevelFrom : std::uint8_t { board, core, kernels, nothing };

struct Level {
  double effect = 0;
  LevelFrom from = LevelFrom::nothing;
};

Level levelOf(const TwoWayScale& scale, const std::string& chip, CoreBuild core);

/// How far predictions of a scale are off that were left out of the fit: relative, 90th percentile,
/// and how many they are.
struct LeftOut {
  double error = 0;
  std::size_t count = 0;
};

/// A pair that was left out of the two-way scale, and how far its scale is then predicted:
/// relative.
struct PairLeftOut {
  ScaledPair pair;
  double error = 0;
};

/// Every pair whose engine version and board other pairs know.
std::vector<PairLeftOut> pairsLeftOut(const std::vector<ScaledPair>& pairs);

/// What all measured pairs together tell of boards: log(scale) = engine version + board.
struct BoardSpeeds {
  std::vector<LatencyModel> models;
  TwoWayScale scale;
  LeftOut pairs;   ///< an engine version on a board, both known from others
  LeftOut boards;  ///< a board of a known core
  LeftOut cores;   ///< a core of a known set of kernels
};

BoardSpeeds boardSpeedsOf(std::vector<LatencyModel> models);

}  // namespace tessera
