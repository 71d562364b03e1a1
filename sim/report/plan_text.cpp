#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "core/work.h"
#include "sim/report/arena_map.h"
#include "sim/report/arena_text.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/plan.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/table.h"
#include "sim/report/target_report.h"
#include "sim/report/tensor_arena.h"

namespace tessera {
namespace {

constexpr std::size_t foldedBuffers = 40;
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// "at step 4, 'b1.dw'", or "at step 4" of a bare problem.
std::string peakPlace(const PlanReport& report) {
  const std::int64_t step = livePeak(report.arena().problem).step;
  if (!report.model) return fmt::format(" at step {}", step);
  const std::vector<Step>& steps = report.model->run.trace.steps;
  if (steps.empty()) return ": the schedule has no steps";
  const Step& at = steps[static_cast<std::size_t>(step)];
  return fmt::format(" at step {}, '{}'", step, report.model->model.graph[at.op].name);
}

std::string capacityText(const PlanReport& report) {
  const Bytes needed = report.arena().plan.arena + report.beside;
  const Bytes capacity = *report.capacity;
  const std::string limit = bytesText(capacity) + ofWhichKept(report.beside);
  return report.fits()
             ? fmt::format("{}: fits, {} to spare", limit, kib(capacity - needed))
             : fmt::format("{}: does not fit, {} too large", limit, kib(needed - capacity));
}

std::string bound(const PlanReport& report) {
  const ArenaPlan& plan = report.arena().plan;
  if (plan.proven) return bytesText(plan.lowerBound) + ": proven, no plan needs less than this one";
  const std::string why = report.interrupted ? ", interrupted" : cutText(plan.end);
  return fmt::format("{}: not proven{}, a smaller arena may exist", bytesText(plan.lowerBound),
                     why);
}

std::string headline(const PlanReport& report, const TextStyle& style) {
  const ArenaPlan& plan = report.arena().plan;
  std::string text;
  if (report.model) {
    text += modelHeading(report.model->model, style);
    text += keyLine("schedule", report.model->run.schedule.name, style);
    text += orderText(report.model->model.graph, report.model->run, style);
    text += keyLine("runtime", runtimeText(report.model->runtime), style);
    text += cannotRunLine(report.model->runtime, report.model->run, style);
    text += targetLine(report.model->target, style);
  } else {
    text += inked(shortened(report.title, style.width, style), Ink::bold, style) + "\n";
    text += keyLine("buffers", grouped(static_cast<std::int64_t>(report.names.size())), style);
  }
  text += keyLine("planner", std::string(name(report.arena().planner)), style);
  text += keyLine("arena", bytesText(plan.arena), style);
  if (report.model) text += tensorArenaLine(report.model->run, style);
  const std::string place = report.names.empty() ? "" : peakPlace(report);
  text += keyLine("peak", bytesText(plan.peak) + place, style);
  text += keyLine("fragmentation", fragmentationText(plan), style);
  text += keyLine("lower bound", bound(report), style);
  if (report.capacity) text += keyLine("capacity", capacityText(report), style);
  if (report.model) text += fitLines(*report.model, style);
  if (report.validated) {
    text += keyLine("validated", "no two buffers that live together share an address", style);
  }
  return text;
}

std::vector<std::size_t> sorted(const PlanReport& report, PlanOrder order) {
  std::vector<std::size_t> indices(report.names.size());
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  const auto& buffers = report.arena().problem.buffers;
  const auto& offsets = report.arena().plan.offsets;
  std::stable_sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
    if (order == PlanOrder::size) return buffers[a].size > buffers[b].size;
    if (order == PlanOrder::offset) return offsets[a] < offsets[b];
    return buffers[a].steps.begin < buffers[b].steps.begin;
  });
  return indices;
}

/// The buffers that the table shows, in its order.
std::vector<std::size_t> shownBuffers(const PlanReport& report, const PlanTextOptions& options) {
  std::vector<std::size_t> shown = sorted(report, PlanOrder::size);
  if (options.all || shown.size() <= foldedBuffers) return sorted(report, options.order);
  shown.resize(foldedBuffers);
  std::vector<bool> isShown(report.names.size(), false);
  for (const std::size_t i : shown) isShown[i] = true;
  std::vector<std::size_t> order = sorted(report, options.order);
  std::erase_if(order, [&](std::size_t i) { return !isShown[i]; });
  return order;
}

/// The table's cells, without those that a bare problem or a large one has nothing for.
struct BufferColumns {
  bool marks = false;
  bool kinds = false;

  std::vector<std::string> cells(const std::array<std::string, 6>& all) const {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if ((i != 0 || marks) && (i != 2 || kinds)) kept.push_back(all[i]);
    }
    return kept;
  }
  std::vector<Column> columns() const {
    std::vector<Column> columns;
    for (const std::string& title : cells({"", "buffer", "kind", "bytes", "steps", "offset"})) {
      const bool number = title == "bytes" || title == "steps" || title == "offset";
      columns.push_back({title, number ? Align::right : Align::left, title == "buffer"});
    }
    return columns;
  }
};

std::string kindOf(const PlanReport& report, std::size_t i) {
  return report.model ? std::string(name(report.model->run.trace.buffers[i].kind)) : "";
}

std::string bufferTable(const PlanReport& report, const std::vector<std::size_t>& shown,
                        const std::vector<std::string>& marks, const TextStyle& style) {
  const RunArena& arena = report.arena();
  const BufferColumns columns{!marks.empty(), report.model.has_value()};
  std::vector<Row> rows;
  for (const std::size_t i : shown) {
    const PlanBuffer& buffer = arena.problem.buffers[i];
    rows.push_back({columns.cells({marks.empty() ? "" : marks[i], report.names[i],
                                   kindOf(report, i), grouped(buffer.size.count()),
                                   fmt::format("[{}, {})", buffer.steps.begin, buffer.steps.end),
                                   grouped(arena.plan.offsets[i].count())})});
  }
  const std::size_t hidden = report.names.size() - shown.size();
  if (hidden > 0) {
    const std::string others = fmt::format("[{} others]: smaller, --all shows them", hidden);
    rows.push_back({columns.cells({"", others}), Ink::dim});
  }
  rows.push_back({columns.cells({"", "ARENA", "", grouped(arena.plan.arena.count())}), Ink::bold});
  return sectionTitle("Buffers (sizes and offsets in bytes; steps half-open)", style) +
         renderTable(columns.columns(), rows, style);
}

std::string mapSection(const PlanReport& report, const std::vector<std::string>& marks,
                       const TextStyle& style) {
  const std::string map = arenaMapText(report.arena().problem, report.arena().plan, marks, style);
  if (map.empty()) return {};
  return sectionTitle("Arena map (letters as in the table; a dot: mostly free)", style) + map;
}

}  // namespace

std::string planText(const PlanReport& report, const PlanTextOptions& options,
                     const TextStyle& style) {
  const std::vector<std::size_t> shown = shownBuffers(report, options);
  std::vector<std::string> marks;
  std::string text = headline(report, style);
  if (report.names.size() <= letters.size()) {
    marks.resize(report.names.size());
    for (std::size_t i = 0; i < shown.size(); ++i) marks[shown[i]] = letters[i];
    text += mapSection(report, marks, style);
  }
  text += bufferTable(report, shown, marks, style);
  if (report.model) {
    text += countedText(report.model->runtime, style) + modelCaveats(report.model->model, style);
  }
  return text;
}

}  // namespace tessera
