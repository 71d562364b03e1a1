#include <fmt/core.h>

#include <algorithm>

#include "sim/report/describe.h"
#include "sim/report/document_parts.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"

namespace tessera {
namespace {

Table stageTable(const Graph& graph, const StageSummary& stage) {
  Table table{{nameColumn("operator"),
               {"kind", Align::left, true},
               {"patch", Align::right},
               {"MACs once", Align::right},
               {"in patches", Align::right},
               {"extra", Align::right},
               {"live", Align::right}},
              {}};
  for (const StageOperatorSummary& op : stage.operators) {
    table.rows.push_back(
        {{graph[op.op].name, describe(graph, graph[op.op]),
          fmt::format("{}x{}", op.largestRows, op.largestColumns), macsText(op.once),
          macsText(op.executed),
          op.once.count() == 0 ? "-" : signedPercent(ratio(op.executed - op.once, op.once)),
          kib(op.peak)}});
  }
  table.rows.push_back({{"TOTAL", fmt::format("{} patches", stage.grid.rows * stage.grid.columns),
                         "", macsText(stage.once), macsText(stage.executed), "", ""},
                        Ink::bold});
  return table;
}

/// What the stage holds of its inner tensors from tile to tile.
Table heldTable(const Graph& graph, const StageSummary& stage) {
  Table table{{nameColumn("tensor"),
               {"rows", Align::left},
               {"columns", Align::left},
               {"needed", Align::right},
               {"computed", Align::right},
               {"held rows", Align::right},
               {"beside", Align::right},
               {"moved", Align::right}},
              {}};
  const auto bytes = [](Bytes of) { return of == Bytes(0) ? std::string("-") : kib(of); };
  for (const StageTensorSummary& tensor : stage.tensors) {
    table.rows.push_back({{graph[tensor.tensor].name, std::string(name(tensor.overlap.rows)),
                           std::string(name(tensor.overlap.columns)), siCount(tensor.needed),
                           siCount(tensor.computed), bytes(tensor.rows), bytes(tensor.beside),
                           bytes(tensor.moved)}});
  }
  return table;
}

/// The tensors of which only some channels are there at a time.
std::string chunksText(const Graph& graph, const StageSummary& stage) {
  std::string text;
  for (const StageTensorSummary& tensor : stage.tensors) {
    if (tensor.chunk == 0) continue;
    text += fmt::format("{}'{}'", text.empty() ? "" : ", ", graph[tensor.tensor].name);
  }
  if (text.empty()) return text;
  const auto first = std::find_if(stage.tensors.begin(), stage.tensors.end(),
                                  [](const auto& tensor) { return tensor.chunk > 0; });
  return fmt::format("{} channels at a time of {}; {} calls of kernels", first->chunk, text,
                     siCount(stage.calls));
}

Section stageSection(const Graph& graph, const StageSummary& stage) {
  Facts facts;
  for (const StageInputSummary& input : stage.inputs) {
    const double extra = input.elementsOnce == 0
                             ? 0.0
                             : static_cast<double>(input.elementsRead - input.elementsOnce) /
                                   static_cast<double>(input.elementsOnce);
    facts.list.push_back(
        {"reads '" + graph[input.tensor].name + "'",
         fmt::format("at most {}x{} a patch; together the patches read {} more than the whole",
                     input.largestRows, input.largestColumns, signedPercent(extra))});
  }
  facts.list.push_back(
      {"extra MACs", fmt::format("{} with clipped tiles, {} with full ones, of the stage's {}",
                                 finePercent(ratio(stage.executedClipped - stage.once, stage.once)),
                                 finePercent(ratio(stage.executedFull - stage.once, stage.once)),
                                 siCount(stage.once.count()))});
  const std::string split = graph[stage.operators.back().op].name;
  Section section{
      fmt::format("Stage in {}x{} patches, up to '{}'", stage.grid.rows, stage.grid.columns, split),
      {}};
  if (const std::string chunks = chunksText(graph, stage); !chunks.empty()) {
    facts.list.push_back({"in chunks", chunks});
  }
  if (stage.over) {
    facts.list.push_back(
        {"written over", fmt::format("'{}', {} before it", graph[stage.over->input].name,
                                     exactBytes(stage.over->distance))});
  }
  if (stage.holds) {
    facts.list.push_back({"calls", fmt::format("{} of kernels; elements needed and computed are "
                                               "those of all tiles together",
                                               siCount(stage.calls))});
  }
  section.content.emplace_back(std::move(facts));
  section.content.emplace_back(stageTable(graph, stage));
  if (stage.holds) section.content.emplace_back(heldTable(graph, stage));
  return section;
}

}  // namespace

void addStages(Document& document, const Graph& graph, const ScheduleRun& run) {
  for (const StageSummary& stage : run.stages) {
    document.sections.push_back(stageSection(graph, stage));
  }
}

}  // namespace tessera
