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

}  // namespace

bool isFree(const Operator& op, bool foldsPads) {
  return foldsPads && std::holds_alternative<Pad>(op.attributes);
}

TermCycles countedCycles(const Graph& graph, CoreBuild core, bool foldsPads,
                         const std::vector<double>* liveShare) {
  TermCycles sum{};
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    if (isFree(graph.operators()[i], foldsPads)) continue;
    const TermCycles counted = countedCycles(kernelWork(graph, OperatorId(i), liveShare), core);
    for (std::size_t t = 0; t < latencyTerms; ++t) sum[t] += counted[t];
  }
  return sum;
}

double spilledBytes(const KernelWork& work, Bytes fastBytes) {
  if (fastBytes == Bytes(0) || work.kind == KernelKind::nothing) return 0;
  const double touched = work.inputBytes + work.outputBytes;
  return std::max(0.0, touched - static_cast<double>(fastBytes.count()));
}

std::vector<OperatorCost> operatorCosts(const Graph& graph, const LatencyModel& model,
                                        const BoardLatency& board, Bytes fastBytes,
                                        const std::vector<double>* liveShare) {
  const TermCycles& factors = factorsOf(model, board.version);
  std::vector<OperatorCost> costs;
  costs.reserve(graph.operators().size());
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const Operator& op = graph.operators()[i];
    const KernelWork work = kernelWork(graph, OperatorId(i), liveShare);
    OperatorCost cost;
    cost.known = work.kind != KernelKind::unknown;
    if (isFree(op, model.foldsPads)) {
      costs.push_back(cost);
      continue;
    }
    const auto kernel = [&](const KernelWork& of) {
      return board.scale * weighted(countedCycles(of, board.core), factors);
    };
    const bool readsFlash = work.kind == KernelKind::fullyConnected;
    const double flash = readsFlash ? board.flashByte * work.weightBytes : 0;
    const double all = kernel(work) + flash;
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
