#include <algorithm>
#include <memory>

#include "gui/models/operator_kinds.h"
#include "gui/models/run_tables.h"
#include "sim/report/latency_report.h"
#include "sim/report/operator_figures.h"

namespace tessera::gui {
namespace {

/// An operator, and what its steps come to.
struct OperatorRow {
  OperatorFigures once;
  Bytes peak;
  std::int64_t steps = 0;
  std::optional<Macs> executed = Macs(0);
  Macs recomputed;
  std::optional<Cycles> cycles = Cycles(0);
};

template <class Count>
void addOrForget(std::optional<Count>& sum, const std::optional<Count>& part) {
  if (sum && part) {
    *sum += *part;
  } else {
    sum.reset();
  }
}

struct OperatorRows {
  Run run;
  std::vector<OperatorRow> rows;
};

std::shared_ptr<const OperatorRows> rowsOf(const Run& run) {
  auto all = std::make_shared<OperatorRows>();
  all->run = run;
  if (run == nullptr) return all;
  const Graph& graph = run->report.model.graph;
  all->rows.resize(graph.operators().size());
  for (std::size_t i = 0; i < all->rows.size(); ++i) {
    all->rows[i].once = operatorFigures(graph, OperatorId(i));
  }
  for (const Step& step : run->report.run.trace.steps) {
    OperatorRow& row = all->rows[step.op.index()];
    row.peak = std::max(row.peak, step.live);
    ++row.steps;
    addOrForget(row.executed, step.macs);
    row.recomputed += step.recomputed;
    addOrForget(row.cycles, step.cycles);
  }
  return all;
}

template <class Count>
CellValue known(const std::optional<Count>& count) {
  if (!count) return {};
  return count->count();
}

class OperatorTableBuilder {
 public:
  explicit OperatorTableBuilder(const Run& run) : all_(rowsOf(run)) {}

  TableData table() {
    data_.rowKind = RowKind::op;
    data_.rows = all_->rows.size();
    data_.index = [](std::size_t row) { return row; };
    addNames();
    addOnce();
    addRun();
    if (all_->run != nullptr && all_->run->report.run.trace.totals.cycles) addLatency();
    return std::move(data_);
  }

 private:
  /// `cell` makes a value of the row.
  template <class Cell>
  void add(const char* key, const char* title, const char* tip, Cell cell) {
    data_.columns.push_back(
        {key, title, tip, CellKind::number,
         [all = all_, cell](std::size_t row) -> CellValue { return cell(all->rows[row]); }});
  }

  /// `cell` makes a text of (graph, operator).
  template <class Cell>
  void addText(const char* key, const char* title, const char* tip, Cell cell) {
    data_.columns.push_back(
        {key, title, tip, CellKind::text, [all = all_, cell](std::size_t row) -> CellValue {
           const Graph& graph = all->run->report.model.graph;
           return cell(graph, graph[OperatorId(row)]);
         }});
  }

  void addNames() {
    data_.columns.push_back({"index", "#", "In the order of the graph", CellKind::number,
                             [](std::size_t row) { return static_cast<std::int64_t>(row); }});
    addText("operator", "Operator", "Its name in the model",
            [](const Graph&, const Operator& op) { return op.name; });
    data_.kindColumn = data_.columns.size();
    data_.columns.push_back(
        {"kind", "Kind", "What it does", CellKind::text,
         [kinds = operatorKinds(all_->run)](std::size_t row) { return (*kinds)[row]; }});
    addText("type", "Type", "In the model file's own word",
            [](const Graph&, const Operator& op) { return op.type; });
    addText("output_shape", "Output", "Shape of its first output, in the model's layout",
            [](const Graph& graph, const Operator& op) {
              return op.outputs.empty() ? std::string() : graph[op.outputs.front()].shape.text();
            });
  }

  void addOnce() {
    add("macs", "MACs", "Multiply-accumulates of the whole operator, once",
        [](const OperatorRow& row) { return known(row.once.macs); });
    add("parameters", "Parameters", "Elements of the weights and biases that it reads",
        [](const OperatorRow& row) { return row.once.size.parameters; });
    add("weight_bytes", "Weights (B)", "All constants that it reads, in flash",
        [](const OperatorRow& row) { return row.once.size.weightBytes.count(); });
    add("input_bytes", "Input (B)", "Activations that it reads, whole, each once",
        [](const OperatorRow& row) { return row.once.inputBytes.count(); });
    add("output_bytes", "Output (B)", "Activations that it writes, whole; a view writes none",
        [](const OperatorRow& row) { return row.once.outputBytes.count(); });
  }

  void addRun() {
    add("steps", "Steps", "How often it runs: once, or once a patch",
        [](const OperatorRow& row) { return row.steps; });
    add("peak_bytes", "Peak live (B)", "The most bytes that are live while it runs",
        [](const OperatorRow& row) { return row.peak.count(); });
    add("executed_macs", "Executed MACs", "Multiply-accumulates of all its steps",
        [](const OperatorRow& row) { return known(row.executed); });
    add("recomputed_macs", "Recomputed MACs", "Those that another patch has computed before",
        [](const OperatorRow& row) { return row.recomputed.count(); });
  }

  void addLatency() {
    add("cycles", "Cycles", "Predicted, of all its steps on the chosen board",
        [](const OperatorRow& row) { return known(row.cycles); });
    add("milliseconds", "Time (ms)", "The cycles at the board's clock",
        [all = all_](const OperatorRow& row) -> CellValue {
          const auto time = milliseconds(all->run->report.target, row.cycles);
          if (!time) return {};
          return *time;
        });
    data_.columns.back().decimals = 3;
  }

  std::shared_ptr<const OperatorRows> all_;
  TableData data_;
};

}  // namespace

TableData operatorTable(const Run& run) { return OperatorTableBuilder(run).table(); }

}  // namespace tessera::gui
