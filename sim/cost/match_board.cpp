#include "sim/cost/match_board.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/cost/engine_version.h"
#include "sim/cost/letters_and_digits.h"
#include "sim/cost/unsureness.h"

namespace tessera {
namespace {

/// Fewer families than this tell little: the interval is at least `leastInterval`.
constexpr std::size_t fewFamilies = 5;
constexpr double leastInterval = 0.10;
/// What a board or core may be off where too few were left out to tell: published latencies over
/// the counted cycles scatter by 12 to 15 % within a core, and by 25 % where a core has a single
/// point (shared/data/cortexm, measured_over_model.csv).
constexpr double usualOfPairs = 0.08;
constexpr double usualOfBoards = 0.15;
constexpr double usualOfCores = 0.25;
/// Releases of X-CUBE-AI, HALE and Plumerai differ by 10 to 25 % (docs/accuracy.md).
constexpr double betweenVersions = 0.20;
constexpr std::size_t enoughToTell = 5;
constexpr std::size_t fewRows = 3;
constexpr double waitsOfClock = 0.25;

/// By its name first; a chip of that series otherwise.
bool isTheBoard(const BoardLatency& board, const BoardQuery& query) {
  if (board.core != query.core) return false;
  const std::string name = lettersAndDigits(board.board);
  const bool named = std::any_of(query.names.begin(), query.names.end(),
                                 [&](const auto& of) { return lettersAndDigits(of) == name; });
  BoardLatency asked;
  asked.mcu = query.mcu;
  const bool chipsKnown = !board.mcu.empty() && !query.mcu.empty();
  return named || (chipsKnown && chipKey(board) == chipKey(asked));
}

std::vector<BoardLatency> ofKernels(const LatencyModel& model, CoreBuild core) {
  std::vector<BoardLatency> boards;
  for (const BoardLatency& board : model.boards) {
    const bool same =
        model.ownKernels ? board.core == core : kernelSet(board.core) == kernelSet(core);
    if (same) boards.push_back(board);
  }
  return boards;
}

/// The version that is asked for, or the nearest; without a wish the latest.
struct Version {
  std::string name;
  bool measured = true;
};

Version versionOf(const std::vector<BoardLatency>& boards, const BoardQuery& query) {
  std::vector<std::string> all;
  for (const BoardLatency& board : boards) all.push_back(board.version);
  if (query.version.empty()) return {*std::max_element(all.begin(), all.end(), olderVersion)};
  for (const std::string& version : all) {
    if (sameVersion(version, query.version)) return {version};
  }
  const double wanted = versionPlace(query.version);
  return {*std::min_element(all.begin(), all.end(),
                            [&](const auto& a, const auto& b) {
                              return std::abs(versionPlace(a) - wanted) <
                                     std::abs(versionPlace(b) - wanted);
                            }),
          false};
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// The costs of a byte where the pair was not measured. A byte of weights costs as much of a
/// counted cycle as the engine takes elsewhere on that core, else on others: with pairs left out
/// the rows of fully connected networks are 7 % off, and 12 % by what other engines take on the
/// board. Activations cost what they cost the version elsewhere.
void fillBytes(const std::vector<BoardLatency>& own, BoardLatency& board) {
  std::vector<double> core;
  std::vector<double> all;
  std::vector<double> spills;
  for (const BoardLatency& of : own) {
    if (!(of.scale > 0)) continue;
    all.push_back(of.flashByte / of.scale);
    if (of.core == board.core) core.push_back(all.back());
    if (of.version == board.version && of.spillByte > 0) spills.push_back(of.spillByte);
  }
  board.flashByte = board.scale * median(core.empty() ? all : core);
  board.spillByte = median(spills);
}

/// One or two rows tell less of a board than the three networks of MLPerf Tiny; and waits for
/// memory change with the clock: a quarter of its change, in logarithms.
double moreOfPair(const LatencyModel& model, const BoardLatency& pair, double clockHz) {
  double rows = 0;
  if (pair.rows > 0 && pair.rows < fewRows) {
    rows = std::max(model.interval, leastInterval) / std::sqrt(static_cast<double>(pair.rows));
  }
  const bool clocked = clockHz > 0 && pair.clockHz > 0;
  const double clock = clocked ? waitsOfClock * std::abs(std::log(clockHz / pair.clockHz)) : 0;
  return std::hypot(rows, clock);
}

/// Of the network on a board that is known.
double ownInterval(const LatencyModel& model, const TermCycles& counted) {
  const bool few = model.families.size() < fewFamilies;
  return (few ? std::max(model.interval, leastInterval) : model.interval) *
         unsureness(model.families, counted);
}

double widened(double own, double more, bool versionMeasured) {
  const double version = versionMeasured ? 0 : betweenVersions;
  return std::sqrt(own * own + more * more + version * version);
}

/// The closest measured clock of the pair.
std::optional<BoardLatency> measuredPair(const std::vector<BoardLatency>& boards,
                                         const BoardQuery& query, const std::string& version) {
  std::optional<BoardLatency> best;
  for (const BoardLatency& board : boards) {
    if (board.version != version || !isTheBoard(board, query)) continue;
    const auto apart = [&](const BoardLatency& of) { return std::abs(of.clockHz - query.clockHz); };
    if (!best || apart(board) < apart(*best)) best = board;
  }
  return best;
}

/// The chip by which the pairs know the board that is asked for.
std::string chipOf(const BoardSpeeds& speeds, const BoardQuery& query) {
  for (const LatencyModel& model : speeds.models) {
    for (const BoardLatency& board : model.boards) {
      if (isTheBoard(board, query)) return chipKey(board);
    }
  }
  return {};
}

/// log(scale) of the version beside the boards' own levels.
double engineLevel(const std::vector<BoardLatency>& boards, const std::string& version,
                   const TwoWayScale& scale) {
  double sum = 0;
  double weight = 0;
  for (const BoardLatency& board : boards) {
    if (board.version != version || !(board.scale > 0)) continue;
    const auto rows = static_cast<double>(std::max<std::size_t>(board.rows, 1));
    sum += rows * (std::log(board.scale) - levelOf(scale, chipKey(board), board.core).effect);
    weight += rows;
  }
  return weight > 0 ? sum / weight : 0;
}

LatencyMatch::Basis basisOf(LevelFrom from) {
  switch (from) {
    case LevelFrom::board:
      return LatencyMatch::Basis::engine;
    case LevelFrom::core:
      return LatencyMatch::Basis::core;
    case LevelFrom::kernels:
    case LevelFrom::nothing:
      break;
  }
  return LatencyMatch::Basis::other;
}

double moreError(LatencyMatch::Basis basis, const BoardSpeeds& speeds) {
  const auto known = [](const LeftOut& of, double usual) {
    return of.count >= enoughToTell ? of.error : std::max(of.error, usual);
  };
  switch (basis) {
    case LatencyMatch::Basis::board:
      return 0;
    case LatencyMatch::Basis::engine:
      return known(speeds.pairs, usualOfPairs);
    case LatencyMatch::Basis::core:
      return known(speeds.boards, usualOfBoards);
    case LatencyMatch::Basis::other:
      return std::max(speeds.cores.error, usualOfCores);
  }
  return 0;
}

}  // namespace

std::string_view kernelSetName(CoreBuild core) {
  constexpr std::array<std::string_view, 3> names{"plain C", "DSP", "Helium"};
  return names[static_cast<std::size_t>(kernelSet(core))];
}

std::optional<LatencyMatch> matchBoard(const LatencyModel& model, const BoardQuery& query,
                                       const BoardSpeeds& speeds) {
  const std::vector<BoardLatency> boards = ofKernels(model, query.core);
  if (boards.empty()) return std::nullopt;
  const Version version = versionOf(boards, query);
  const double own = ownInterval(model, query.counted);
  if (const auto pair = measuredPair(boards, query, version.name)) {
    return LatencyMatch{*pair, LatencyMatch::Basis::board, version.measured,
                        pair->clockAssumed ? pair->clockHz : 0,
                        widened(own, moreOfPair(model, *pair, query.clockHz), version.measured)};
  }
  const Level level = levelOf(speeds.scale, chipOf(speeds, query), query.core);
  LatencyMatch match;
  match.board.board = query.names.empty() ? "" : query.names.front();
  match.board.mcu = query.mcu;
  match.board.version = version.name;
  match.board.core = query.core;
  match.board.scale = std::exp(engineLevel(boards, version.name, speeds.scale) + level.effect);
  fillBytes(boards, match.board);
  match.basis = basisOf(level.from);
  match.versionMeasured = version.measured;
  for (const BoardLatency& of : boards) {
    if (of.version == version.name && of.clockAssumed) match.assumedClockHz = of.clockHz;
  }
  match.expectedError = widened(own, moreError(match.basis, speeds), version.measured);
  return match;
}

}  // namespace tessera
