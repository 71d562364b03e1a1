#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "sim/report/arena_map.h"
#include "sim/report/arena_text.h"
#include "sim/report/document_parts.h"
#include "sim/report/headline.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/plan.h"
#include "sim/report/run_figures.h"
#include "sim/report/svg/picture.h"
#include "sim/report/target_report.h"
#include "sim/report/tensor_arena.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

constexpr std::size_t foldedBuffers = 40;
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view hiddenMark = "*";

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
  if (report.inTwoArrays) return limit + ": fits in two arrays, not in one";
  if (!report.fits()) {
    return fmt::format("{}: does not fit, {} too large", limit, kib(needed - capacity));
  }
  const bool isBound =
      report.model &&
      demandOf(report.model->runtime, report.model->model, report.model->run).atLeast;
  return fmt::format("{}: {}, {}{} to spare", limit, isBound ? "needs at least this" : "fits",
                     isBound ? "at most " : "", kib(capacity - needed));
}

std::string bound(const PlanReport& report) {
  const ArenaPlan& plan = report.arena().plan;
  if (plan.proven) return bytesText(plan.lowerBound) + ": proven, no plan needs less than this one";
  const std::string why = report.interrupted ? ", interrupted" : cutText(plan.end);
  return fmt::format("{}: not proven{}, a smaller arena may exist", bytesText(plan.lowerBound),
                     why);
}

/// The setting of a model's run; of a bare problem how many buffers there are.
void addSetting(Summary& summary, const PlanReport& report, const Reader& reader) {
  if (!report.model) {
    summary.setting("buffers", grouped(static_cast<std::int64_t>(report.names.size())));
    return;
  }
  const SimulationReport& model = *report.model;
  addModel(summary, model.model, reader);
  summary.setting("schedule", model.run.schedule.name);
  summary.setting("order", orderText(model.model.graph, model.run));
  summary.setting("runtime", runtimeText(model.runtime));
  summary.setting("cannot run", whyCannotRun(model.runtime, model.model, model.run));
  if (model.target) summary.board("target", targetTitle(*model.target));
}

Facts summaryOf(const PlanReport& report, const Reader& reader) {
  const ArenaPlan& plan = report.arena().plan;
  Summary summary(reader);
  addSetting(summary, report, reader);
  summary.result("planner", std::string(name(report.arena().planner)));
  summary.result("arena", bytesText(plan.arena));
  if (report.model) summary.result("tensor_arena", tensorArenaText(report.model->run));
  const std::string place = report.names.empty() ? "" : peakPlace(report);
  summary.result("peak", bytesText(plan.peak) + place);
  summary.result("fragmentation", fragmentationText(plan));
  summary.result("lower bound", bound(report));
  if (report.capacity) summary.result("capacity", capacityText(report));
  if (report.model && report.model->target) {
    const SimulationReport& model = *report.model;
    addFit(summary, model.target->device, demandOf(model.runtime, model.model, model.run),
           model.runtime);
  }
  if (report.validated) {
    summary.result("validated", "no two buffers that live together share an address");
  }
  return summary.facts();
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
std::vector<std::size_t> shownBuffers(const PlanReport& report, const PlanDetail& detail,
                                      std::size_t most) {
  std::vector<std::size_t> shown = sorted(report, PlanOrder::size);
  if (detail.all || shown.size() <= most) return sorted(report, detail.order);
  shown.resize(most);
  std::vector<bool> isShown(report.names.size(), false);
  for (const std::size_t i : shown) isShown[i] = true;
  std::vector<std::size_t> order = sorted(report, detail.order);
  std::erase_if(order, [&](std::size_t i) { return !isShown[i]; });
  return order;
}

std::string kindOf(const PlanReport& report, std::size_t i) {
  return report.model ? std::string(name(report.model->run.trace.buffers[i].kind)) : "";
}

Table bufferTable(const PlanReport& report, const std::vector<std::size_t>& shown,
                  const std::vector<std::string>& marks, const Reader& reader) {
  const bool titled = reader.audience == Audience::page && !marks.empty();
  Table table{{{titled ? "map" : ""},
               {"buffer", Align::left, true},
               {report.model ? "kind" : ""},
               {"bytes", Align::right},
               {"steps", Align::right},
               {"offset", Align::right}},
              {}};
  const RunArena& arena = report.arena();
  for (const std::size_t i : shown) {
    const PlanBuffer& buffer = arena.problem.buffers[i];
    table.rows.push_back({{marks.empty() ? "" : marks[i], report.names[i], kindOf(report, i),
                           grouped(buffer.size.count()),
                           fmt::format("[{}, {})", buffer.steps.begin, buffer.steps.end),
                           grouped(arena.plan.offsets[i].count())}});
  }
  if (const std::size_t hidden = report.names.size() - shown.size(); hidden > 0) {
    Row others = othersRow(hidden, 1, table.columns.size());
    others.cells[1].text += ": smaller, --all shows them";
    if (!marks.empty()) others.cells[0] = std::string(hiddenMark);
    table.rows.push_back(std::move(others));
  }
  table.rows.push_back({{"", "ARENA", "", grouped(arena.plan.arena.count()), "", ""}, Ink::bold});
  return table;
}

/// A letter for each of few buffers, in the order of the table; none where they are many. Those
/// that the table hides share one mark.
std::vector<std::string> marksOf(const PlanReport& report, const std::vector<std::size_t>& shown,
                                 const Reader& reader) {
  const std::size_t count = report.names.size();
  const bool folded = shown.size() < count && !reader.isAtTerminal();
  if (count > letters.size() || folded) return {};
  std::vector<std::string> marks(count, std::string(hiddenMark));
  for (std::size_t i = 0; i < shown.size(); ++i) marks[shown[i]] = letters[i];
  return marks;
}

bool hasDistances(const PlanProblem& problem) {
  return std::any_of(problem.buffers.begin(), problem.buffers.end(),
                     [](const PlanBuffer& buffer) { return buffer.sharesAddresses(); });
}

std::string mapTitle(const PlanProblem& problem) {
  return fmt::format(
      "Arena map (letters as in the table; a dot: mostly free{})",
      hasDistances(problem) ? fmt::format("; {}: shared by live buffers", sharedMark) : "");
}

/// Whose offset the buffer is measured from, and how far from it: without that its plan would look
/// like one in which live buffers collide.
std::vector<std::string> relationOf(const PlanReport& report, std::size_t index) {
  const PlanBuffer& buffer = report.arena().problem.buffers[index];
  if (!buffer.sameOffsetAs) return {"", ""};
  const std::string distance =
      buffer.sharesAddresses() ? std::to_string(buffer.distance.count()) : "";
  return {report.names[*buffer.sameOffsetAs], distance};
}

/// Buffers of a run. Of a bare problem those that minimalloc writes, and distances if it has any.
Table programBuffers(const PlanReport& report) {
  const RunArena& arena = report.arena();
  Table table;
  const bool related = !report.model && hasDistances(arena.problem);
  std::vector<const char*> keys =
      report.model ? std::vector{"name",  "tensor",     "kind",     "patch_row", "patch_column",
                                 "bytes", "first_step", "end_step", "offset"}
                   : std::vector{"id", "lower", "upper", "size", "offset"};
  if (related) keys.insert(keys.end(), {"same_offset_as", "distance"});
  for (const char* key : keys) table.columns.push_back(programColumn(key));
  for (std::size_t i = 0; i < report.names.size(); ++i) {
    const PlanBuffer& planned = arena.problem.buffers[i];
    const std::string size = std::to_string(planned.size.count());
    const std::string begin = std::to_string(planned.steps.begin);
    const std::string end = std::to_string(planned.steps.end);
    const std::string offset = std::to_string(arena.plan.offsets[i].count());
    if (!report.model) {
      table.rows.push_back({{report.names[i], begin, end, size, offset}});
      if (!related) continue;
      for (std::string& cell : relationOf(report, i)) {
        table.rows.back().cells.push_back(std::move(cell));
      }
      continue;
    }
    const Buffer& buffer = report.model->run.trace.buffers[i];
    table.rows.push_back(
        {{report.names[i], report.model->model.graph[buffer.tensor].name, name(buffer.kind),
          buffer.patch ? std::to_string(buffer.patch->row) : "",
          buffer.patch ? std::to_string(buffer.patch->column) : "", size,
          std::to_string(buffer.steps.begin), std::to_string(buffer.steps.end), offset}});
  }
  return table;
}

std::string titleOf(const PlanReport& report, const Reader& reader) {
  const std::string& name = report.model ? report.model->model.name : report.title;
  return reader.isAtTerminal() ? name : name + ": arena " + kib(report.arena().plan.arena);
}

}  // namespace

Document documentOf(const PlanReport& report, const PlanDetail& detail, const Reader& reader) {
  if (reader.isProgram()) return programDocument(programBuffers(report));
  Document document{titleOf(report, reader), summaryOf(report, reader)};
  if (report.model) {
    const SimulationReport& model = *report.model;
    document.headline = headlineOf(model.model, model.runtime, model.target, model.run);
    if (!report.fits()) {
      document.headline = Headline{"does not fit: " + capacityText(report), Ink::alarm};
    }
  }
  const std::size_t most = reader.isAtTerminal() ? foldedBuffers : rowsFor(reader);
  const auto shown = shownBuffers(report, detail, most);
  std::vector<std::string> marks;
  if (reader.audience == Audience::page && report.model) {
    document.pictures.push_back(simulationSvg(*report.model, TimelineAxis::none));
  } else {
    marks = marksOf(report, shown, reader);
  }
  if (!marks.empty()) {
    std::string map =
        arenaMapText(report.arena().problem, report.arena().plan, marks, reader.style);
    if (!map.empty()) {
      document.sections.push_back({mapTitle(report.arena().problem), {Drawing{std::move(map)}}});
    }
  }
  document.sections.push_back({"Buffers (sizes and offsets in bytes; steps half-open)",
                               {bufferTable(report, shown, marks, reader)}});
  if (!report.model) return document;
  const SimulationReport& model = *report.model;
  addCounting(document, model.model, model.runtime, {&model.run.schedule}, reader);
  return document;
}

}  // namespace tessera
