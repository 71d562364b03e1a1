#include <fmt/core.h>

#include "gui/models/operator_kinds.h"
#include "gui/models/run_tables.h"
#include "sim/report/latency_report.h"

namespace tessera::gui {
namespace {

/// A column over the steps; `cell` makes a value of (report, step).
template <class Cell>
TableColumn column(const Run& run, const char* key, const char* title, const char* tip,
                   CellKind kind, Cell cell) {
  return {key, title, tip, kind, [run, cell](std::size_t row) -> CellValue {
            return cell(run->report, run->report.run.trace.steps[row]);
          }};
}

std::string patchText(const SimulationReport& report, const Step& step) {
  if (report.run.schedule.blocks[step.block].whole()) return {};
  return fmt::format("{},{}", step.patch.row, step.patch.column);
}

void addNames(TableData& table, const Run& run) {
  table.columns.push_back({"index", "Step", "One kernel call: an operator on one patch or whole",
                           CellKind::number,
                           [](std::size_t row) { return static_cast<std::int64_t>(row); }});
  table.columns.push_back(
      column(run, "block", "Block", "The part of the schedule: operators that run together",
             CellKind::number,
             [](const auto&, const Step& step) { return static_cast<std::int64_t>(step.block); }));
  table.columns.push_back(column(run, "patch", "Patch",
                                 "Row and column of the patch; empty where the operator runs whole",
                                 CellKind::text, patchText));
  table.columns.push_back(column(run, "operator", "Operator", "What runs in this step",
                                 CellKind::text,
                                 [](const SimulationReport& report, const Step& step) {
                                   return report.model.graph[step.op].name;
                                 }));
  table.kindColumn = table.columns.size();
  table.columns.push_back(column(run, "kind", "Kind", "What the operator does", CellKind::text,
                                 [kinds = operatorKinds(run)](const auto&, const Step& step) {
                                   return (*kinds)[step.op.index()];
                                 }));
}

void addNumbers(TableData& table, const Run& run) {
  table.columns.push_back(
      column(run, "live_bytes", "Live (B)", "All buffers live in this step together, scratch too",
             CellKind::number, [](const auto&, const Step& step) { return step.live.count(); }));
  table.columns.push_back(
      column(run, "scratch_bytes", "Scratch (B)", "The part of the live bytes that is workspace",
             CellKind::number, [](const auto&, const Step& step) { return step.scratch.count(); }));
  table.columns.push_back(column(run, "macs", "MACs",
                                 "Multiply-accumulates that this step executes; FLOPs are twice "
                                 "as many",
                                 CellKind::number, [](const auto&, const Step& step) -> CellValue {
                                   if (!step.macs) return {};
                                   return step.macs->count();
                                 }));
  table.columns.push_back(column(
      run, "recomputed_macs", "Recomputed MACs", "Those that another patch has computed before",
      CellKind::number, [](const auto&, const Step& step) { return step.recomputed.count(); }));
}

void addLatency(TableData& table, const Run& run) {
  table.columns.push_back(column(run, "cycles", "Cycles", "Predicted, on the chosen board",
                                 CellKind::number, [](const auto&, const Step& step) -> CellValue {
                                   if (!step.cycles) return {};
                                   return step.cycles->count();
                                 }));
  table.columns.push_back(column(run, "milliseconds", "Time (ms)",
                                 "The cycles at the board's clock", CellKind::number,
                                 [](const SimulationReport& report, const Step& step) -> CellValue {
                                   const auto time = milliseconds(report.target, step.cycles);
                                   if (!time) return {};
                                   return *time;
                                 }));
  table.columns.back().decimals = 4;
}

}  // namespace

TableData stepTable(const Run& run) {
  TableData table;
  table.rowKind = RowKind::step;
  table.index = [](std::size_t row) { return row; };
  if (run != nullptr) table.rows = run->report.run.trace.steps.size();
  addNames(table, run);
  addNumbers(table, run);
  if (run != nullptr && run->report.run.trace.totals.cycles) addLatency(table, run);
  return table;
}

}  // namespace tessera::gui
