#include "sim/check/arena_picture.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "core/error.h"
#include "sim/report/arena_addresses.h"
#include "sim/report/arena_map.h"
#include "sim/report/run_text.h"

namespace tessera {
namespace {

constexpr std::size_t pictureWidth = 80;
constexpr std::size_t mostMarked = 26;
constexpr const char* unmarked = "░";

/// What is live at the peak, the largest first, by index of its buffer.
std::vector<std::size_t> largestAtPeak(const RunArena& arena, const Trace& trace) {
  const auto peak = static_cast<std::int64_t>(trace.totals.peakStep);
  const std::vector<PlanBuffer>& buffers = arena.problem.buffers;
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const bool lives = buffers[i].steps.begin <= peak && peak < buffers[i].steps.end;
    if (lives && buffers[i].size > Bytes(0)) live.push_back(i);
  }
  std::stable_sort(live.begin(), live.end(),
                   [&](std::size_t a, std::size_t b) { return buffers[a].size > buffers[b].size; });
  live.resize(std::min(live.size(), mostMarked));
  return live;
}

}  // namespace

std::string arenaPicture(const SimulationReport& report) {
  if (!report.run.arena) return {};
  const RunArena& arena = *report.run.arena;
  const Trace& trace = report.run.trace;
  const std::vector<std::size_t> live = largestAtPeak(arena, trace);
  std::vector<std::string> marks(arena.problem.buffers.size(), unmarked);
  std::string legend;
  for (std::size_t i = 0; i < live.size(); ++i) {
    marks[live[i]] = std::string(1, static_cast<char>('a' + i));
    const std::string name = live[i] < trace.buffers.size()
                                 ? bufferName(report.model.graph, trace.buffers[live[i]])
                                 : "";
    legend += fmt::format("{} {}: {} at {}\n", marks[live[i]], oneLine(name),
                          exactBytes(arena.problem.buffers[live[i]].size),
                          grouped(addressesOf(arena, live[i]).begin));
  }
  return arenaMapText(arena.problem, arena.plan, marks, {pictureWidth, false, true}) + legend;
}

}  // namespace tessera
