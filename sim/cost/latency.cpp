#include "sim/cost/latency.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/receptive_field.h"

namespace tessera {
namespace {

double weighted(const TermCycles& counted, const TermCycles& factors) {
  return std::inner_product(counted.begin(), counted.end(), factors.begin(), 0.0);
}

/// The part that every call pays again, however few positions it computes: the counts' constants.
KernelWork emptyCall(const KernelWork& work) {
  KernelWork call;
  call.kind = work.kind;
  call.inChannels = work.inChannels;
  call.outChannels = work.outChannels;
  call.kernelArea = work.kernelArea;
  call.threeByThree = work.threeByThree;
  return call;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// CMSIS-NN has three sets of kernels: plain C, with DSP instructions, and with Helium.
int kernelSet(CoreBuild core) {
  switch (core) {
    case CoreBuild::m0plus:
    case CoreBuild::m3:
      return 0;
    case CoreBuild::m4:
    case CoreBuild::m7:
    case CoreBuild::m33:
      return 1;
    case CoreBuild::m55:
    case CoreBuild::m85:
      return 2;
  }
  return 0;
}

/// The boards whose core runs the same set of kernels; all where there are none.
std::vector<BoardLatency> likeliest(const std::vector<BoardLatency>& boards, CoreBuild core) {
  std::vector<BoardLatency> same;
  for (const BoardLatency& board : boards) {
    if (kernelSet(board.core) == kernelSet(core)) same.push_back(board);
  }
  return same.empty() ? boards : same;
}

/// How far a board that was not measured may be from those that were, where too few tell: published
/// latencies over the counted cycles scatter by 12 to 15 % within Cortex-M33 and M4, and by 25 %
/// where a core has a single point (shared/data/cortexm, measured_over_model.csv).
constexpr double spreadWithinACore = 0.15;
constexpr double spreadBetweenCores = 0.25;

/// Median of the boards' figures; the error grows by the mean distance from it, or what is usual.
LatencyMatch typical(const std::vector<BoardLatency>& boards, LatencyMatch::Basis basis,
                     double error) {
  std::vector<double> scales;
  std::vector<double> flash;
  for (const BoardLatency& board : boards) {
    scales.push_back(board.scale);
    flash.push_back(board.flashByte);
  }
  LatencyMatch match{boards.front(), basis, error};
  match.board.scale = median(scales);
  match.board.flashByte = median(flash);
  match.board.spillByte = 0;
  match.board.clockHz = 0;
  double apart = 0;
  for (const double scale : scales) apart += std::abs(scale / match.board.scale - 1);
  match.expectedError +=
      std::max(apart / static_cast<double>(scales.size()),
               basis == LatencyMatch::Basis::core ? spreadWithinACore : spreadBetweenCores);
  return match;
}

bool sameChip(std::string_view a, std::string_view b) {
  constexpr std::size_t series = 9;  // "STM32L4R5", without package and flash size
  return a == b ||
         (a.size() >= series && b.size() >= series && a.substr(0, series) == b.substr(0, series));
}

/// The numbers in a version: "10.0.0" -> 10, 0, 0.
std::vector<long> numbersIn(std::string_view version) {
  std::vector<long> numbers;
  bool inside = false;
  for (const char c : version) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) numbers.push_back(0);
    if (digit && numbers.back() < 100'000) numbers.back() = numbers.back() * 10 + (c - '0');
    inside = digit;
  }
  return numbers;
}

bool older(std::string_view a, std::string_view b) { return numbersIn(a) < numbersIn(b); }

/// A later version of the engine; of the same version, a clock that is closer.
bool fitsBetter(const BoardLatency& a, const BoardLatency& b, double clockHz) {
  if (older(b.version, a.version) || older(a.version, b.version))
    return older(b.version, a.version);
  return std::abs(a.clockHz - clockHz) < std::abs(b.clockHz - clockHz);
}

}  // namespace

std::optional<LatencyMatch> matchBoard(const LatencyModel& model, std::string_view mcu,
                                       CoreBuild core, double clockHz) {
  if (model.boards.empty()) return std::nullopt;
  std::vector<BoardLatency> sameCore;
  std::optional<BoardLatency> same;
  for (const BoardLatency& board : model.boards) {
    if (board.core == core) sameCore.push_back(board);
    if (!sameChip(board.mcu, mcu)) continue;
    if (!same || fitsBetter(board, *same, clockHz)) same = board;
  }
  const double error = model.errorUnseenFamily;
  if (same) return LatencyMatch{*same, LatencyMatch::Basis::board, error};
  if (!sameCore.empty()) return typical(sameCore, LatencyMatch::Basis::core, error);
  LatencyMatch match = typical(likeliest(model.boards, core), LatencyMatch::Basis::other, error);
  match.board.core = core;
  return match;
}

double spilledBytes(const KernelWork& work, Bytes fastBytes) {
  if (fastBytes == Bytes(0) || work.kind == KernelKind::nothing) return 0;
  const double touched = work.inputBytes + work.outputBytes;
  return std::max(0.0, touched - static_cast<double>(fastBytes.count()));
}

std::vector<OperatorCost> operatorCosts(const Graph& graph, const LatencyModel& model,
                                        const BoardLatency& board, Bytes fastBytes,
                                        const std::vector<double>* liveShare) {
  std::vector<OperatorCost> costs;
  costs.reserve(graph.operators().size());
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const KernelWork work = kernelWork(graph, OperatorId(i), liveShare);
    OperatorCost cost;
    cost.known = work.kind != KernelKind::unknown;
    const auto kernel = [&](const KernelWork& of) {
      return board.scale * weighted(countedCycles(of, board.core), model.factors);
    };
    const bool readsFlash = work.kind == KernelKind::fullyConnected;
    const double flash = readsFlash ? board.flashByte * work.weightBytes : 0;
    const double all = kernel(work) + flash;
    const Operator& op = graph.operators()[i];
    const double positions =
        op.outputs.empty() ? 0 : static_cast<double>(wholeRegion(graph, op.outputs.front()).area());
    cost.perCall = positions > 0 ? std::min(kernel(emptyCall(work)) + flash, all) : all;
    cost.positions = positions;
    cost.perPosition = positions > 0 ? (all - cost.perCall) / positions : 0;
    cost.spill = board.spillByte * spilledBytes(work, fastBytes);
    costs.push_back(cost);
  }
  return costs;
}

}  // namespace tessera
