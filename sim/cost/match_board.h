#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cost/two_way.h"

namespace tessera {

/// A board and a version of an engine, as somebody asks for them.
struct BoardQuery {
  std::vector<std::string> names;  ///< of the board, its aliases among them
  std::string mcu;                 ///< may be empty
  CoreBuild core = CoreBuild::m4;
  double clockHz = 0;     ///< 0: not known
  std::string version{};  ///< of the engine; empty: the latest that was measured
  TermCycles counted{};   ///< of the network that is to run; all 0: not known
};

/// What stands for a board, and how well.
struct LatencyMatch {
  BoardLatency board;
  enum class Basis : std::uint8_t {
    board,   ///< this version of the engine was measured on it
    engine,  ///< another version or engine was: its speed is known from there
    core,    ///< other boards with the same core were
    other,   ///< boards with other cores were, with the same set of kernels
  } basis = Basis::board;
  bool versionMeasured = true;  ///< false: `board.version` is the nearest to what is asked for
  double assumedClockHz = 0;    ///< of measurements behind it that did not state theirs; 0: of none
  /// Nine of ten networks of unseen families are expected within it: relative. From leaving
  /// families out, wider the less they tell of the network's kernels (`unsureness`), and where it
  /// is not `Basis::board`, from leaving out pairs of engine and board, boards, or cores.
  double expectedError = 0;
};

/// What stands for a board under an engine. The measured pair where there is one; otherwise the
/// level of the engine's version, from its own boards, and that of the board, from all engines.
///
/// Nothing where the engine was not measured with the set of kernels that the core runs: plain C,
/// DSP and Helium are never crossed.
std::optional<LatencyMatch> matchBoard(const LatencyModel& model, const BoardQuery& query,
                                       const BoardSpeeds& speeds);

/// CMSIS-NN's sets of kernels: "plain C", "DSP", "Helium".
std::string_view kernelSetName(CoreBuild core);

}  // namespace tessera
