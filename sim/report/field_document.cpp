#include "sim/report/field_document.h"

#include <fmt/core.h>

#include <utility>

#include "sim/report/describe.h"
#include "sim/report/document_parts.h"
#include "sim/report/run_figures.h"

namespace tessera {
namespace {

std::string pair(std::int64_t rows, std::int64_t columns) {
  return fmt::format("{}x{}", rows, columns);
}

Row fieldRow(const Graph& graph, std::size_t index, const OperatorField& field) {
  const Operator& op = graph.operators()[index];
  return {{std::to_string(index), op.name, describe(graph, op),
           graph[op.outputs.front()].shape.text(), pair(field.rows.pixels, field.columns.pixels),
           pair(field.rows.stride, field.columns.stride)}};
}

Section fieldSection(const Graph& graph, const FieldReport& report, std::size_t most) {
  Table table{{{"#", Align::right},
               nameColumn("operator"),
               {"kind", Align::left, true},
               {"output", Align::left},
               {"field", Align::right},
               {"stride", Align::right}},
              {}};
  std::size_t global = 0;
  std::size_t folded = 0;
  for (std::size_t i = 0; i < report.fields.size(); ++i) {
    if (!report.fields[i]) {
      ++global;
    } else if (table.rows.size() == most) {
      ++folded;
    } else {
      table.rows.push_back(fieldRow(graph, i, *report.fields[i]));
    }
  }
  if (folded > 0) {
    table.rows.push_back(othersRow(folded, 1, table.columns.size()));
    table.rows.back().cells[2] = "--all shows them";
  }
  Section section{"Receptive field of one output element, in input pixels", {std::move(table)}};
  if (global > 0) {
    section.content.emplace_back(
        Remark{fmt::format("{} operators see the whole input or are not spatially local", global)});
  }
  return section;
}

Section sharesSection(const Graph& graph, const FieldReport& report) {
  const StageSummary& stage = *report.stage;
  const auto ofStage = [&](Macs extra) { return finePercent(ratio(extra, stage.once)); };
  Table table{{nameColumn("operator"),
               {"kind", Align::left, true},
               {"adds to patch", Align::right},
               {"overhead were it 1x1", Align::right},
               {"MACs that it costs", Align::right}},
              {}};
  for (const KernelShare& share : report.shares) {
    table.rows.push_back({{graph[share.op].name, describe(graph, graph[share.op]),
                           pair(share.haloRows, share.haloColumns), ofStage(share.extraWithout),
                           siCount((share.extra - share.extraWithout).count())}});
  }
  const Macs extra = report.shares.empty() ? Macs(0) : report.shares.front().extra;
  table.rows.push_back(
      {{"the stage as it is", "", "", ofStage(extra), siCount(extra.count())}, Ink::bold});
  return {"What each kernel costs " + report.schedule,
          {std::move(table),
           Remark{"overhead: extra MACs of the stage beyond computing it once; with an imagined "
                  "1x1 kernel "
                  "only the regions change, each output element costs what it costs now"}}};
}

}  // namespace

std::vector<Section> fieldSections(const Graph& graph, const FieldReport& report,
                                   std::size_t most) {
  std::vector<Section> sections{fieldSection(graph, report, most)};
  if (report.stage) sections.push_back(sharesSection(graph, report));
  return sections;
}

}  // namespace tessera
