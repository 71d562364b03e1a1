#include "sim/run/why_worse.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/receptive_field.h"
#include "sim/run/field_report.h"
#include "sim/run/simulate.h"

namespace tessera {
namespace {

std::string quoted(const Graph& graph, OperatorId op) { return "'" + graph[op].name + "'"; }

/// "3x3" of a windowed operator.
std::string kernelText(const Operator& op) {
  std::string text;
  for (const WindowAxis& axis : *windowOf(op)) {
    text += (text.empty() ? "" : "x") + std::to_string(axis.kernel);
  }
  return text;
}

/// The kernel without which the stage would recompute least.
std::optional<KernelShare> worstKernel(const Graph& graph, const Block& block) {
  const std::vector<KernelShare> shares = kernelShares(graph, block);
  const auto worst = std::min_element(
      shares.begin(), shares.end(),
      [](const KernelShare& a, const KernelShare& b) { return a.extraWithout < b.extraWithout; });
  if (worst == shares.end()) return std::nullopt;
  return *worst;
}

std::string kernelSentence(const Graph& graph, const KernelShare& share, Macs once) {
  const auto ratio = [&](Macs extra) {
    return percent(static_cast<double>(extra.count()) / static_cast<double>(once.count()));
  };
  const std::string halo =
      share.haloRows > 0
          ? fmt::format("costs most (it widens the halo by {} input rows)", share.haloRows)
          : std::string("costs most");
  return fmt::format(
      "the {} kernel of {} {}: with a 1x1 in its place the stage would cost {} extra MACs of the "
      "network instead of {}",
      kernelText(graph[share.op]), quoted(graph, share.op), halo, ratio(share.extraWithout),
      ratio(share.extra));
}

const Block* firstStage(const Schedule& schedule) {
  const auto stage = std::find_if(schedule.blocks.begin(), schedule.blocks.end(),
                                  [](const Block& block) { return !block.whole(); });
  return stage == schedule.blocks.end() ? nullptr : &*stage;
}

WhyWorse outsideStage(const Graph& graph, const Step& step, const Block& stage, bool before) {
  const std::string split = quoted(graph, stage.operators.back());
  return {
      fmt::format("the peak is not in the stage: {}, which runs whole {} it, needs {}",
                  quoted(graph, step.op), before ? "before" : "after", kib(step.live)),
      before ? "start the stage at the input"
             : fmt::format("choose a split behind {}, or run its operators in patches too", split)};
}

/// The largest buffer of the step that holds a tensor; the largest of all where none does.
const Buffer& largestTensor(const Trace& trace, std::size_t step) {
  const std::vector<std::size_t> live = liveBuffers(trace, step);
  const auto tensor = std::find_if(live.begin(), live.end(), [&](std::size_t index) {
    return !isWorkspace(trace.buffers[index].kind);
  });
  return trace.buffers[tensor == live.end() ? live.front() : *tensor];
}

WhyWorse insideStage(const Graph& graph, const Trace& trace, const Block& stage, Macs once) {
  const Step& step = trace.steps[trace.totals.peakStep];
  const Buffer& largest = largestTensor(trace, trace.totals.peakStep);
  const std::string size = kib(largest.bytes) + " of " + kib(step.live);
  if (largest.kind == BufferKind::stageInput && !largest.patch) {
    return {"the whole input of the stage stays in SRAM, " + size,
            "stream the input patch by patch (--stage-input streamed) if it comes from a camera, a "
            "file or flash"};
  }
  if (largest.kind == BufferKind::stageOutput) {
    return {fmt::format("the output of the stage, '{}', is assembled whole: {}",
                        graph[largest.tensor].name, size),
            "choose a later split, where the tensor is smaller"};
  }
  std::string reason =
      fmt::format("a single patch of '{}' takes {}", graph[largest.tensor].name, size);
  const std::optional<KernelShare> worst = worstKernel(graph, stage);
  if (worst && worst->extraWithout < worst->extra)
    reason += "; " + kernelSentence(graph, *worst, once);
  return {reason, "choose a finer grid or an earlier split"};
}

}  // namespace

std::optional<WhyWorse> whyWorse(const Program& program, const Schedule& schedule,
                                 const Trace& trace) {
  const Block* stage = firstStage(schedule);
  if (stage == nullptr || trace.steps.empty()) return std::nullopt;
  const Graph& graph = program.graph;
  const Totals layers = simulateTotals(program, layerWise(graph));
  const Totals& totals = trace.totals;
  if (totals.peak >= layers.peak) {
    const Step& step = trace.steps[totals.peakStep];
    const Block& block = schedule.blocks[step.block];
    if (!block.whole()) return insideStage(graph, trace, block, totals.macs);
    const bool before = &block < stage;
    return outsideStage(graph, step, *stage, before);
  }
  const Macs extra = totals.executed - totals.macs;
  const double once = std::max(1.0, static_cast<double>(totals.macs.count()));
  if (static_cast<double>(extra.count()) / once <= explainedOverhead) return std::nullopt;
  const std::optional<KernelShare> worst = worstKernel(graph, *stage);
  if (!worst) return std::nullopt;
  return WhyWorse{kernelSentence(graph, *worst, totals.macs),
                  "choose a coarser grid or an earlier split, or move large kernels behind it"};
}

}  // namespace tessera
