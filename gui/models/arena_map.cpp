#include "gui/models/arena_map.h"

#include <algorithm>
#include <utility>

#include "gui/models/buffer_uses.h"
#include "gui/models/describe_step.h"
#include "sim/report/arena_addresses.h"

namespace tessera::gui {
namespace {

constexpr std::size_t inARow = 256;

}  // namespace

ArenaMap::ArenaMap(Run run) : run_(std::move(run)) {
  for (std::size_t i = 0; i < size(); ++i) {
    if (i % inARow == 0) lastEnds_.push_back(steps(i).end);
    lastEnds_.back() = std::max(lastEnds_.back(), steps(i).end);
  }
}

std::size_t ArenaMap::size() const {
  return run_ == nullptr ? 0 : run_->report.run.trace.buffers.size();
}

Bytes ArenaMap::arena() const { return planned() ? run_->report.run.arena->plan.arena : Bytes(0); }

Bytes ArenaMap::peak() const { return planned() ? run_->report.run.arena->plan.peak : Bytes(0); }

std::optional<SramLimit> ArenaMap::limit() const {
  return run_ == nullptr ? std::nullopt : limitOf(run_->report);
}

Interval ArenaMap::steps(std::size_t buffer) const {
  return run_->report.run.trace.buffers[buffer].steps;
}

Interval ArenaMap::addresses(std::size_t buffer) const {
  return addressesOf(*run_->report.run.arena, buffer);
}

BufferKind ArenaMap::kind(std::size_t buffer) const {
  return run_->report.run.trace.buffers[buffer].kind;
}

std::vector<std::size_t> ArenaMap::liveIn(Interval wanted) const {
  std::vector<std::size_t> live;
  if (wanted.empty()) return live;
  for (std::size_t row = 0; row < lastEnds_.size(); ++row) {
    if (lastEnds_[row] <= wanted.begin) continue;
    const std::size_t end = std::min(size(), (row + 1) * inARow);
    for (std::size_t i = row * inARow; i < end; ++i) {
      // They are in the order of their first step.
      if (steps(i).begin >= wanted.end) return live;
      if (steps(i).end > wanted.begin && !steps(i).empty()) live.push_back(i);
    }
  }
  return live;
}

std::optional<std::size_t> ArenaMap::at(std::int64_t step, std::int64_t address) const {
  if (!planned()) return std::nullopt;
  const std::vector<std::size_t> live = liveIn({step, step + 1});
  const auto found = std::find_if(live.rbegin(), live.rend(), [&](std::size_t buffer) {
    return addresses(buffer).contains(address);
  });
  return found == live.rend() ? std::nullopt : std::optional(*found);
}

Bytes ArenaMap::freeIn(std::int64_t step) const {
  if (!planned()) return Bytes(0);
  std::vector<Interval> taken;
  for (const std::size_t buffer : liveIn({step, step + 1})) taken.push_back(addresses(buffer));
  std::sort(taken.begin(), taken.end(), [](Interval a, Interval b) { return a.begin < b.begin; });
  std::int64_t free = 0;
  std::int64_t reached = 0;
  for (const Interval addresses : taken) {
    free += std::max<std::int64_t>(0, addresses.begin - reached);
    reached = std::max(reached, addresses.end);
  }
  return Bytes(free + std::max<std::int64_t>(0, arena().count() - reached));
}

bool haveSameBuffers(const Run& a, const Run& b) {
  if (a == nullptr || b == nullptr || a->path != b->path) return false;
  const std::vector<Buffer>& one = a->report.run.trace.buffers;
  const std::vector<Buffer>& other = b->report.run.trace.buffers;
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const Buffer& x, const Buffer& y) {
                      return x.tensor == y.tensor && x.kind == y.kind && x.bytes == y.bytes &&
                             x.steps == y.steps && x.patch == y.patch;
                    });
}

std::vector<std::string> explainBuffer(const RunData& run, std::size_t buffer) {
  std::vector<std::string> lines{describeBuffer(run, buffer)};
  const auto& arena = run.report.run.arena;
  const Bytes bytes = run.report.run.trace.buffers[buffer].bytes;
  if (arena && arena->problem.buffers[buffer].size != bytes) {
    lines.push_back("rounded up to " + exactBytes(arena->problem.buffers[buffer].size));
  }
  for (std::string& line : describeUses(run, buffer)) lines.push_back(std::move(line));
  const auto over = run.report.run.trace.buffers[buffer].overwrites;
  if (over) {
    const Trace& trace = run.report.run.trace;
    const std::string name = bufferName(run.report.model.graph, trace.buffers[*over]);
    const auto& before = trace.buffers[buffer].before;
    lines.push_back(before ? "over " + name + ", which it begins " + exactBytes(*before) +
                                 " before and shares " +
                                 exactBytes(sharedBytes(trace, trace.buffers[buffer])) + " with"
                           : "in place over " + name);
  }
  return lines;
}

}  // namespace tessera::gui
