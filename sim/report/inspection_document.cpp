#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/rewrite_names.h"
#include "sim/report/describe.h"
#include "sim/report/document_parts.h"
#include "sim/report/field_document.h"
#include "sim/report/inspection.h"
#include "sim/report/model_text.h"
#include "sim/report/operator_figures.h"
#include "sim/report/run_text.h"

namespace tessera {
namespace {

constexpr std::size_t foldedOperators = 40;
constexpr std::size_t foldedBlocks = 30;
constexpr std::size_t foldedDead = 12;
constexpr std::size_t inspectionBar = 40;

std::string countText(std::int64_t count) { return count == 0 ? "-" : grouped(count); }

/// How many rows a table has that a terminal folds to `atTerminal`.
std::size_t mostRows(std::size_t atTerminal, const Reader& reader) {
  return reader.isAtTerminal() ? atTerminal : rowsFor(reader);
}

Facts summaryOf(const InspectionReport& report, const Reader& reader) {
  const ModelReport& model = report.model;
  Summary summary(reader);
  addModel(summary, model, reader);
  summary.setting("runtime", report.runtime.empty()
                                 ? ""
                                 : report.runtime + ": it decides which rewrites are made");
  if (report.field) return summary.facts();
  const ModelSize size = modelSize(model.graph);
  summary.setting("operators", grouped(std::ssize(model.graph.operators())));
  summary.setting("MACs", workText(model.graph));
  summary.setting("parameters", grouped(size.parameters));
  summary.setting("weights", bytesText(size.weightBytes) + " in flash");
  return summary.facts();
}

Section blocksSection(const InspectionReport& report, const Reader& reader) {
  if (report.blocks.empty()) return {};
  std::vector<std::int64_t> weights;
  for (const NetworkBlock& block : report.blocks) weights.push_back(block.peak.count());
  const auto full = static_cast<double>(*std::max_element(weights.begin(), weights.end()));
  const auto shown = heaviestRows(weights, mostRows(foldedBlocks, reader));
  const bool terminal = reader.isAtTerminal();
  Table table{{{"block", Align::right},
               nameColumn("operators"),
               {"count", Align::right},
               {"peak", Align::right},
               {terminal ? "SRAM" : "", Align::left}},
              {}};
  for (const std::size_t i : shown) {
    const NetworkBlock& block = report.blocks[i];
    const auto peak = static_cast<double>(block.peak.count());
    table.rows.push_back(
        {{std::to_string(i), block.label, std::to_string(block.operators.length()), kib(block.peak),
          terminal ? bar(peak, full, inspectionBar, reader.style) : ""},
         peak == full ? Ink::alarm : Ink::plain});
  }
  if (shown.size() < weights.size()) {
    table.rows.push_back(othersRow(weights.size() - shown.size(), 1, table.columns.size()));
    if (terminal) table.rows.back().cells.back() = "blocks of lower peak";
  }
  return {"Memory of each block (largest sum of live activations)", {std::move(table)}};
}

/// For people and for programs.
Table operatorTable(const Graph& graph, const std::vector<std::size_t>& shown) {
  Table table{{{"#", Align::right, false, "index"},
               {"operator", Align::left, true, "operator"},
               programColumn("type"),
               programColumn("kind"),
               {"kind", Align::left, true},
               {"output", Align::left, false, "output_shape"},
               {"parameters", Align::right, false, "parameters"},
               programColumn("weight_bytes"),
               {"MACs", Align::right, false, "macs"},
               {"in + out", Align::right},
               programColumn("input_bytes"),
               programColumn("output_bytes")},
              {}};
  for (const std::size_t i : shown) {
    const Operator& op = graph.operators()[i];
    const OperatorFigures figures = operatorFigures(graph, OperatorId(i));
    table.rows.push_back(
        {{std::to_string(i), op.name, op.type, kindName(op.attributes), describe(graph, op),
          figures.outputShape.text(),
          figure(countText(figures.size.parameters), figures.size.parameters),
          std::to_string(figures.size.weightBytes.count()),
          figure(macsText(figures.macs), countOf(figures.macs)),
          kib(figures.inputBytes + figures.outputBytes), std::to_string(figures.inputBytes.count()),
          std::to_string(figures.outputBytes.count())},
         figures.macs ? Ink::plain : Ink::alarm});
  }
  return table;
}

/// Rows for the operators that are not shown, where there are any, and for the sum.
void addSums(Table& table, const Graph& graph, const std::vector<std::size_t>& shown) {
  constexpr std::size_t parameters = 6;
  constexpr std::size_t macs = 8;
  const ModelWork work = modelWork(graph);
  const std::size_t count = graph.operators().size();
  if (shown.size() < count) {
    ModelWork others = work;
    for (const std::size_t i : shown) {
      const auto each = tessera::macs(graph, OperatorId(i));
      others.macs -= each.value_or(Macs(0));
      if (!each) --others.unknownOperators;
    }
    Row row = othersRow(count - shown.size(), 1, table.columns.size());
    row.cells[4] = "--all shows them";
    row.cells[macs] = macsTotalText(others);
    table.rows.push_back(std::move(row));
  }
  Row total{std::vector<Cell>(table.columns.size()), Ink::bold};
  total.cells[1] = "TOTAL";
  total.cells[parameters] = grouped(modelSize(graph).parameters);
  total.cells[macs] = macsTotalText(work);
  table.rows.push_back(std::move(total));
}

Section operatorsSection(const Graph& graph, std::size_t most) {
  std::vector<std::int64_t> weights;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const OperatorFigures figures = operatorFigures(graph, OperatorId(i));
    weights.push_back((figures.inputBytes + figures.outputBytes).count());
  }
  const auto shown = heaviestRows(weights, most);
  Table table = operatorTable(graph, shown);
  addSums(table, graph, shown);
  return {"Operators after the rewrites", {std::move(table)}};
}

Table deadTable(const InspectionReport& report, std::size_t most) {
  Table table{{nameColumn("operator"),
               {"dead", Align::right},
               {"share", Align::right},
               {"weights saved", Align::right},
               {"MACs saved", Align::right}},
              {}};
  const auto& dead = report.deadChannels.operators;
  Bytes bytes;
  Macs saved;
  std::vector<std::int64_t> weights;
  for (const DeadChannels& row : dead) {
    weights.push_back(row.dead);
    bytes += row.weightBytes;
    saved += row.macs;
  }
  const auto shown = heaviestRows(weights, most);
  for (const std::size_t i : shown) {
    const DeadChannels& row = dead[i];
    table.rows.push_back(
        {{report.model.graph[row.op].name, fmt::format("{} of {}", row.dead, row.channels),
          percent(static_cast<double>(row.dead) / static_cast<double>(row.channels)),
          kib(row.weightBytes), siCount(row.macs.count())}});
  }
  if (shown.size() < dead.size()) {
    table.rows.push_back(othersRow(dead.size() - shown.size(), 0, table.columns.size()));
  }
  table.rows.push_back({{"TOTAL", "", "", kib(bytes), siCount(saved.count())}, Ink::bold});
  return table;
}

Section deadSection(const InspectionReport& report, std::size_t most) {
  Section section{"Dead output channels (all weights are zero: they compute a constant)", {}};
  if (report.deadChannels.operators.empty()) {
    section.content.emplace_back(
        Remark{fmt::format("none in the {} operators examined", report.deadChannels.examined)});
  } else {
    section.content.emplace_back(deadTable(report, most));
    section.content.emplace_back(
        Remark{"by pruning them here; what their consumers would save comes on top"});
  }
  if (report.deadChannels.notExamined > 0) {
    section.content.emplace_back(
        Remark{fmt::format("not examined: {} operators whose weights the file does not hold",
                           report.deadChannels.notExamined)});
  }
  return section;
}

/// The rewrites that applied or are switched off, a line each.
Section rewritesSection(const ModelReport& model) {
  Facts facts{{}, 25};
  std::string notMade;
  for (const RewriteCount& rewrite : model.rewrites) {
    if (rewrite.enabled && rewrite.count == 0) continue;
    if (rewrite.name == splitPadName && !rewrite.enabled) continue;  // a runtime's, not a reader's
    if (rewrite.optional && !rewrite.enabled) {
      notMade += (notMade.empty() ? "" : ", ") + rewrite.name;
      continue;
    }
    facts.list.push_back(
        {rewrite.name, rewrite.enabled ? fmt::format("{} x  {}", rewrite.count, rewrite.description)
                                       : "switched off: " + rewrite.description});
  }
  Section section{"Rewritten on import (--no-rewrite NAME keeps the original)", {}};
  if (facts.list.empty()) {
    section.content.emplace_back(Remark{"nothing: the file holds the operators as they run"});
  }
  if (!notMade.empty()) facts.list.push_back({"with --rewrite NAME", "also " + notMade});
  section.content.emplace_back(std::move(facts));
  return section;
}

/// What firmware registers to run a TFLite file, ready to paste, and what it cannot.
Section resolverSection(const ModelReport& model) {
  if (!model.interpretedBytes) return {};
  const std::vector<std::string> lines = resolverLines(model.graph);
  std::string code = fmt::format("tflite::MicroMutableOpResolver<{}> resolver;\n", lines.size());
  for (const std::string& line : lines) code += line + "\n";
  Section section{"To register with TFLite Micro", {Drawing{std::move(code)}}};
  for (const Refusal& refusal : tflmRefusals(model.graph)) {
    section.content.emplace_back(Remark{"cannot run: '" + refusal.op + "': " + refusal.why});
  }
  return section;
}

std::vector<std::size_t> allOf(const Graph& graph) {
  std::vector<std::size_t> indices(graph.operators().size());
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  return indices;
}

std::string titleOf(const InspectionReport& report, const Reader& reader) {
  const std::string& name = report.model.name;
  if (reader.isAtTerminal()) return name;
  if (report.field) return name + ": receptive fields";
  const Graph& graph = report.model.graph;
  const std::size_t count = graph.operators().size();
  return fmt::format("{}: {} operator{}, {} of weights", name, count, count == 1 ? "" : "s",
                     kib(modelSize(graph).weightBytes));
}

}  // namespace

Document documentOf(const InspectionReport& report, bool all, const Reader& reader) {
  const Graph& graph = report.model.graph;
  if (reader.isProgram()) return programDocument(operatorTable(graph, allOf(graph)));
  Document document{titleOf(report, reader), summaryOf(report, reader)};
  const std::size_t most = all ? graph.operators().size() : mostRows(foldedOperators, reader);
  if (report.field) {
    document.sections = fieldSections(graph, *report.field, most);
    return document;
  }
  document.sections = {blocksSection(report, reader), operatorsSection(graph, most),
                       deadSection(report, mostRows(foldedDead, reader)),
                       rewritesSection(report.model), resolverSection(report.model)};
  addCaveats(document, report.model);
  return document;
}

}  // namespace tessera
