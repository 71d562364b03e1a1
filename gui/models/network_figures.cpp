#include "gui/models/network_figures.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/report/describe.h"

namespace tessera::gui {
namespace {

NetworkNode nodeOf(const Graph& graph, const Operator& op) {
  NetworkNode node;
  node.name = oneLine(op.name);
  node.kind = describe(graph, op);
  if (!op.outputs.empty()) node.shape = graph[op.outputs.front()].shape.text();
  return node;
}

void addStep(NetworkNode& node, const Step& step, std::size_t index) {
  if (node.steps == 0 || step.live > node.peak) {
    node.peak = step.live;
    node.peakStep = index;
  }
  ++node.steps;
  node.recomputed += step.recomputed;
  if (step.macs) {
    node.macs += *step.macs;
  } else {
    node.macsKnown = false;
  }
}

void addStages(NetworkFigures& figures, const ScheduleRun& run) {
  for (const StageSummary& summary : run.stages) {
    NetworkStage stage{summary.grid, {}};
    for (const StageOperatorSummary& op : summary.operators) stage.nodes.push_back(op.op.index());
    if (stage.nodes.empty()) continue;
    figures.nodes[stage.nodes.back()].split = true;
    figures.stages.push_back(std::move(stage));
  }
}

}  // namespace

NetworkFigures networkFigures(const RunData& run) {
  const Graph& graph = run.report.model.graph;
  const Trace& trace = run.report.run.trace;
  NetworkFigures figures;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const OperatorId id(i);
    figures.nodes.push_back(nodeOf(graph, graph[id]));
    for (const OperatorId next : graph.successors(id)) figures.edges.emplace_back(i, next.index());
  }
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    addStep(figures.nodes[trace.steps[i].op.index()], trace.steps[i], i);
  }
  for (const NetworkNode& node : figures.nodes) figures.peak = std::max(figures.peak, node.peak);
  if (!trace.steps.empty()) {
    figures.nodes[trace.steps[trace.totals.peakStep].op.index()].atPeak = true;
  }
  addStages(figures, run.report.run);
  return figures;
}

std::string describeNode(const NetworkNode& node) {
  std::string text = node.name + "\n" + node.kind;
  if (!node.shape.empty()) text += " \u2192 " + node.shape;
  text += fmt::format("\nlive at most {} ({}) in step {}", kib(node.peak), exactBytes(node.peak),
                      node.peakStep);
  if (node.atPeak) text += "\nthe peak of the run";
  if (node.split) text += "\nthe split: the last operator of the per-patch stage";
  text += node.macsKnown ? "\n" + grouped(node.macs.count()) + " MACs" : "\nMACs not known";
  if (node.steps > 1) text += fmt::format(" in {} steps", node.steps);
  if (node.recomputed.count() != 0) {
    text += ", " + grouped(node.recomputed.count()) + " recomputed";
  }
  return text;
}

}  // namespace tessera::gui
