#include <memory>
#include <numeric>

#include "gui/models/run_tables.h"

namespace tessera::gui {
namespace {

/// Which buffers of a run a table shows, in its order.
struct Shown {
  Run run;
  std::vector<std::size_t> buffers;

  const ScheduleRun& ran() const { return run->report.run; }
  const Graph& graph() const { return run->report.model.graph; }
  const Buffer& at(std::size_t row) const { return ran().trace.buffers[buffers[row]]; }
};

std::string kindText(const Buffer& buffer) { return std::string(name(buffer.kind)); }

std::string producerText(const Graph& graph, const Buffer& buffer) {
  const auto producer = graph.producer(buffer.tensor);
  return producer ? graph[*producer].name : "model input";
}

std::string consumersText(const Graph& graph, const Buffer& buffer) {
  std::string text;
  if (isWorkspace(buffer.kind)) return text;
  for (const OperatorId reader : graph.consumers(buffer.tensor)) {
    text += (text.empty() ? "" : ", ") + graph[reader].name;
  }
  if (graph.isOutput(buffer.tensor)) text += text.empty() ? "model output" : ", model output";
  return text;
}

class BufferTableBuilder {
 public:
  BufferTableBuilder(const Run& run, std::vector<std::size_t> buffers)
      : shown_(std::make_shared<const Shown>(Shown{run, std::move(buffers)})) {
    data_.rowKind = RowKind::buffer;
    data_.rows = shown_->buffers.size();
    data_.index = [shown = shown_](std::size_t row) { return shown->buffers[row]; };
  }

  void addNames() {
    add("name", "Buffer", "Its tensor; @row,column where it holds a patch", CellKind::text,
        [](const Shown& shown, const Buffer& buffer) -> CellValue {
          return bufferName(shown.graph(), buffer);
        });
    data_.kindColumn = data_.columns.size();
    add("kind", "Kind", "What its bytes hold: an activation, a tile (one patch), scratch, ...",
        CellKind::text,
        [](const Shown&, const Buffer& buffer) -> CellValue { return kindText(buffer); });
    add("bytes", "Size (B)", "Exact", CellKind::number,
        [](const Shown&, const Buffer& buffer) { return buffer.bytes.count(); });
  }

  void addShare(std::int64_t step) {
    add("share_percent", "Share (%)", "Of the bytes that are live in this step", CellKind::number,
        [step](const Shown& shown, const Buffer& buffer) -> CellValue {
          const Bytes live = shown.ran().trace.steps[static_cast<std::size_t>(step)].live;
          if (live == Bytes(0)) return 0.0;
          return 100.0 * static_cast<double>(buffer.bytes.count()) /
                 static_cast<double>(live.count());
        });
    data_.columns.back().decimals = 1;
  }

  void addPlan() {
    addPlanned("planned_bytes", "Planned (B)", "As the runtime rounds it in the arena",
               [](const RunArena& arena, std::size_t buffer) {
                 return arena.problem.buffers[buffer].size.count();
               });
    addPlanned("offset", "Offset (B)", "Its address in the arena",
               [](const RunArena& arena, std::size_t buffer) {
                 return arena.plan.offsets[buffer].count();
               });
  }

  void addLife() {
    add("first_step", "First step", "The step with which it begins to live", CellKind::number,
        [](const Shown&, const Buffer& buffer) { return buffer.steps.begin; });
    add("end_step", "Last step", "The last step in which it is live", CellKind::number,
        [](const Shown&, const Buffer& buffer) { return buffer.steps.end; });
    data_.columns.back().halfOpen = true;
  }

  void addAlignment() {
    addPlanned("alignment", "Alignment (B)", "Its offset is a multiple of this",
               [](const RunArena& arena, std::size_t buffer) {
                 return arena.problem.buffers[buffer].alignment;
               });
  }

  void addUses() {
    add("producer", "Written by", "The operator that writes it", CellKind::text,
        [](const Shown& shown, const Buffer& buffer) -> CellValue {
          return producerText(shown.graph(), buffer);
        });
    add("consumers", "Read by", "The operators that read it", CellKind::text,
        [](const Shown& shown, const Buffer& buffer) -> CellValue {
          return consumersText(shown.graph(), buffer);
        });
  }

  TableData take() { return std::move(data_); }

 private:
  /// `cell` makes a value of (what is shown, buffer).
  template <class Cell>
  void add(const char* key, const char* title, const char* tip, CellKind kind, Cell cell) {
    data_.columns.push_back(
        {key, title, tip, kind, [shown = shown_, cell](std::size_t row) -> CellValue {
           return cell(*shown, shown->at(row));
         }});
  }

  /// `cell` makes a number of (arena, index of the buffer).
  template <class Cell>
  void addPlanned(const char* key, const char* title, const char* tip, Cell cell) {
    data_.columns.push_back(
        {key, title, tip, CellKind::number, [shown = shown_, cell](std::size_t row) -> CellValue {
           const auto& arena = shown->ran().arena;
           if (!arena) return {};
           return cell(*arena, shown->buffers[row]);
         }});
    data_.columns.back().unknown = "planning";
  }

  std::shared_ptr<const Shown> shown_;
  TableData data_;
};

}  // namespace

TableData bufferTable(const Run& run) {
  std::vector<std::size_t> all(run == nullptr ? 0 : run->report.run.trace.buffers.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  BufferTableBuilder builder(run, std::move(all));
  builder.addNames();
  builder.addPlan();
  builder.addLife();
  builder.addAlignment();
  builder.addUses();
  return builder.take();
}

TableData liveTable(const Run& run, std::int64_t step) {
  const bool there = run != nullptr && step >= 0 &&
                     step < static_cast<std::int64_t>(run->report.run.trace.steps.size());
  std::vector<std::size_t> live;
  if (there) live = liveBuffers(run->report.run.trace, static_cast<std::size_t>(step));
  BufferTableBuilder builder(run, std::move(live));
  builder.addNames();
  builder.addShare(step);
  builder.addPlan();
  builder.addLife();
  builder.addUses();
  return builder.take();
}

}  // namespace tessera::gui
