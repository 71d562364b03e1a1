#include "sim/report/field_text.h"

#include <fmt/core.h>

#include "sim/report/describe.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/table.h"

namespace tessera {
namespace {

std::string pair(std::int64_t rows, std::int64_t columns) {
  return fmt::format("{}x{}", rows, columns);
}

std::string fieldTable(const Graph& graph, const FieldReport& report, bool all,
                       const TextStyle& style) {
  std::vector<Row> rows;
  std::size_t global = 0;
  std::size_t folded = 0;
  for (std::size_t i = 0; i < report.fields.size(); ++i) {
    const auto& field = report.fields[i];
    if (!field) {
      ++global;
    } else if (!all && rows.size() == foldedOperators) {
      ++folded;
    } else {
      const Operator& op = graph.operators()[i];
      rows.push_back(
          {{std::to_string(i), op.name, describe(graph, op), graph[op.outputs.front()].shape.text(),
            pair(field->rows.pixels, field->columns.pixels),
            pair(field->rows.stride, field->columns.stride)}});
    }
  }
  if (folded > 0) {
    rows.push_back(
        {{"", fmt::format("[{} others]", folded), "--all shows them", "", "", ""}, Ink::dim});
  }
  std::string text = sectionTitle("Receptive field of one output element, in input pixels", style) +
                     renderTable({{"#", Align::right},
                                  {"operator", Align::left, true},
                                  {"kind", Align::left, true},
                                  {"output", Align::left},
                                  {"field", Align::right},
                                  {"stride", Align::right}},
                                 rows, style);
  if (global > 0) {
    text += fmt::format("  {} operators see the whole input or are not spatially local\n", global);
  }
  return text;
}

std::string sharesTable(const Graph& graph, const FieldReport& report, const TextStyle& style) {
  const StageSummary& stage = *report.stage;
  const auto ofStage = [&](Macs extra) { return finePercent(ratio(extra, stage.once)); };
  std::vector<Row> rows;
  for (const KernelShare& share : report.shares) {
    rows.push_back({{graph[share.op].name, describe(graph, graph[share.op]),
                     pair(share.haloRows, share.haloColumns), ofStage(share.extraWithout),
                     siCount((share.extra - share.extraWithout).count())}});
  }
  const Macs extra = report.shares.empty() ? Macs(0) : report.shares.front().extra;
  rows.push_back(
      {{"the stage as it is", "", "", ofStage(extra), siCount(extra.count())}, Ink::bold});
  return sectionTitle("What each kernel costs " + report.schedule, style) +
         renderTable({{"operator", Align::left, true},
                      {"kind", Align::left, true},
                      {"adds to patch", Align::right},
                      {"overhead were it 1x1", Align::right},
                      {"MACs that it costs", Align::right}},
                     rows, style) +
         "  overhead: extra MACs of the stage beyond computing it once; with an imagined 1x1 "
         "kernel\n"
         "  only the regions change, each output element costs what it costs now\n";
}

}  // namespace

std::string fieldText(const Graph& graph, const FieldReport& report, bool all,
                      const TextStyle& style) {
  std::string text = fieldTable(graph, report, all, style);
  if (report.stage) text += sharesTable(graph, report, style);
  return text;
}

}  // namespace tessera
