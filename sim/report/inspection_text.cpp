#include <fmt/core.h>

#include <algorithm>

#include "sim/report/describe.h"
#include "sim/report/field_text.h"
#include "sim/report/inspection.h"
#include "sim/report/model_text.h"
#include "sim/report/operator_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/table.h"

namespace tessera {
namespace {

constexpr std::size_t foldedBlocks = 30;
constexpr std::size_t foldedDead = 12;
constexpr std::size_t inspectionBar = 40;

std::string countText(std::int64_t count) { return count == 0 ? "-" : grouped(count); }

std::string totals(const ModelReport& model, const TextStyle& style) {
  const ModelSize size = modelSize(model.graph);
  return keyLine("operators", grouped(std::ssize(model.graph.operators())), style) +
         keyLine("MACs", workText(model.graph), style) +
         keyLine("parameters", grouped(size.parameters), style) +
         keyLine("weights", bytesText(size.weightBytes) + " in flash", style);
}

std::string blocksText(const InspectionReport& report, const TextStyle& style) {
  if (report.blocks.empty()) return {};
  std::vector<std::int64_t> weights;
  for (const NetworkBlock& block : report.blocks) weights.push_back(block.peak.count());
  const auto full = static_cast<double>(*std::max_element(weights.begin(), weights.end()));
  const auto shown = heaviestRows(weights, foldedBlocks);
  std::vector<Row> rows;
  for (const std::size_t i : shown) {
    const NetworkBlock& block = report.blocks[i];
    const auto peak = static_cast<double>(block.peak.count());
    rows.push_back({{std::to_string(i), block.label, std::to_string(block.operators.length()),
                     kib(block.peak), bar(peak, full, inspectionBar, style)},
                    peak == full ? Ink::alarm : Ink::plain});
  }
  if (shown.size() < weights.size()) {
    rows.push_back(
        {{"", fmt::format("[{} others]", weights.size() - shown.size()), "", "", "lighter blocks"},
         Ink::dim});
  }
  return sectionTitle("Memory of each block (largest sum of live activations)", style) +
         renderTable({{"block", Align::right},
                      {"operators", Align::left, true},
                      {"count", Align::right},
                      {"peak", Align::right},
                      {"SRAM", Align::left}},
                     rows, style);
}

Row operatorRow(const Graph& graph, std::size_t index, const OperatorFigures& figures) {
  const Operator& op = graph.operators()[index];
  return {{std::to_string(index), op.name, describe(graph, op), figures.outputShape.text(),
           countText(figures.size.parameters), macsText(figures.macs),
           kib(figures.inputBytes + figures.outputBytes)},
          figures.macs ? Ink::plain : Ink::alarm};
}

std::string operatorsText(const InspectionReport& report, bool all, const TextStyle& style) {
  const Graph& graph = report.model.graph;
  std::vector<OperatorFigures> figures;
  std::vector<std::int64_t> weights;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    figures.push_back(operatorFigures(graph, OperatorId(i)));
    weights.push_back((figures[i].inputBytes + figures[i].outputBytes).count());
  }
  const auto shown = heaviestRows(weights, all ? weights.size() : foldedOperators);
  std::vector<Row> rows;
  const ModelWork work = modelWork(graph);
  ModelWork others = work;
  for (const std::size_t i : shown) {
    rows.push_back(operatorRow(graph, i, figures[i]));
    others.macs -= figures[i].macs.value_or(Macs(0));
    if (!figures[i].macs) --others.unknownOperators;
  }
  if (shown.size() < weights.size()) {
    rows.push_back({{"", fmt::format("[{} others]", weights.size() - shown.size()),
                     "--all shows them", "", "", macsTotalText(others), ""},
                    Ink::dim});
  }
  rows.push_back(
      {{"", "TOTAL", "", "", grouped(modelSize(graph).parameters), macsTotalText(work), ""},
       Ink::bold});
  return sectionTitle("Operators after the rewrites", style) +
         renderTable({{"#", Align::right},
                      {"operator", Align::left, true},
                      {"kind", Align::left, true},
                      {"output", Align::left},
                      {"parameters", Align::right},
                      {"MACs", Align::right},
                      {"in + out", Align::right}},
                     rows, style);
}

std::string deadText(const InspectionReport& report, const TextStyle& style) {
  const auto& dead = report.deadChannels.operators;
  std::string text =
      sectionTitle("Dead output channels (all weights are zero: they compute a constant)", style);
  if (dead.empty()) {
    text += fmt::format("  none in the {} operators examined\n", report.deadChannels.examined);
  } else {
    Bytes bytes;
    Macs saved;
    std::vector<std::int64_t> weights;
    for (const DeadChannels& row : dead) {
      weights.push_back(row.dead);
      bytes += row.weightBytes;
      saved += row.macs;
    }
    const auto shown = heaviestRows(weights, foldedDead);
    std::vector<Row> rows;
    for (const std::size_t i : shown) {
      const DeadChannels& row = dead[i];
      rows.push_back(
          {{report.model.graph[row.op].name, fmt::format("{} of {}", row.dead, row.channels),
            percent(static_cast<double>(row.dead) / static_cast<double>(row.channels)),
            kib(row.weightBytes), siCount(row.macs.count())}});
    }
    if (shown.size() < dead.size()) {
      rows.push_back(
          {{fmt::format("[{} others]", dead.size() - shown.size()), "", "", "", ""}, Ink::dim});
    }
    rows.push_back({{"TOTAL", "", "", kib(bytes), siCount(saved.count())}, Ink::bold});
    text += renderTable({{"operator", Align::left, true},
                         {"dead", Align::right},
                         {"share", Align::right},
                         {"weights saved", Align::right},
                         {"MACs saved", Align::right}},
                        rows, style);
    text += "  by pruning them here; what their consumers would save comes on top\n";
  }
  if (report.deadChannels.notExamined > 0) {
    text += fmt::format("  not examined: {} operators whose weights the file does not hold\n",
                        report.deadChannels.notExamined);
  }
  return text;
}

}  // namespace

std::string inspectionText(const InspectionReport& report, bool all, const TextStyle& style) {
  if (report.field) {
    return modelHeading(report.model, style) +
           fieldText(report.model.graph, *report.field, all, style);
  }
  return modelHeading(report.model, style) + totals(report.model, style) +
         blocksText(report, style) + operatorsText(report, all, style) + deadText(report, style) +
         rewritesText(report.model, style) + modelCaveats(report.model, style);
}

}  // namespace tessera
