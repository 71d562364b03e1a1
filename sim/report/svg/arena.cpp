#include "sim/report/svg/arena.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/report/arena_addresses.h"
#include "sim/report/svg/palette.h"
#include "sim/report/svg/timeline.h"
#include "sim/report/text_style.h"

namespace tessera::svg {
namespace {

constexpr double labelSize = 11;
constexpr double labelMargin = 6;
constexpr double narrowest = 1;  // pixels: a narrower buffer is widened, to be seen
constexpr double outlined = 4;   // pixels: a smaller rectangle would be all outline

struct PlacedBuffer {
  const Buffer& buffer;
  Interval addresses;
};

Box boxOf(const Plot& plot, const std::vector<double>& ends, const PlacedBuffer& placed) {
  const double left = plot.x(stepBegin(ends, placed.buffer.steps.begin));
  const double right = plot.x(stepBegin(ends, placed.buffer.steps.end));
  const double top = plot.y(static_cast<double>(placed.addresses.end));
  const double bottom = plot.y(static_cast<double>(placed.addresses.begin));
  if (right - left < narrowest) return {std::floor(left), top, narrowest, bottom - top};
  return {left, top, right - left, bottom - top};
}

/// The name, or a part of it, where the rectangle has room for at least a few letters; off the line
/// at `avoid` where there is room.
std::string label(const Box& box, const std::string& name, std::size_t paint, double avoid) {
  const double room = box.width - 2 * labelMargin;
  if (box.height < labelSize + 3 || room < textWidth("mmmm", labelSize)) return {};
  const auto columns = static_cast<std::size_t>(room / textWidth("m", labelSize));
  double y = box.y + box.height / 2 + 4;
  if (std::abs(y - 4 - avoid) < labelSize && box.height > 4 * labelSize) y += 1.5 * labelSize;
  const bool dark = std::string(paints[paint].style) == "t-activation";
  return text(box.x + box.width / 2, y, shortened(name, columns, {}),
              dark ? "t-on-dark" : "t-on-light", Anchor::middle);
}

std::string tipOf(const PlacedBuffer& placed, const std::string& name) {
  return fmt::format("{}: {}, {} at offset {}, steps {} to {}", name,
                     tessera::name(placed.buffer.kind),
                     exactBytes(Bytes(placed.addresses.length())), grouped(placed.addresses.begin),
                     placed.buffer.steps.begin, placed.buffer.steps.end - 1);
}

/// All buffers, those that look the same at this resolution once; a budget that they exceed; names.
std::string buffers(const RunView& view, const std::vector<double>& ends, const Plot& plot) {
  const auto budget = budgetOf(view);
  const double line = budget ? plot.y(static_cast<double>(budget->count())) : -plot.bottom();
  const RunArena& arena = *view.run.arena;
  std::string boxes;
  std::string labels;
  std::set<std::string> drawn;
  for (std::size_t i = 0; i < view.run.trace.buffers.size(); ++i) {
    const Buffer& buffer = view.run.trace.buffers[i];
    const PlacedBuffer placed{buffer, addressesOf(arena, i)};
    if (placed.addresses.empty()) continue;
    const Box box = boxOf(plot, ends, placed);
    const std::size_t paint = paintOf(buffer.kind);
    const bool large = std::min(box.width, box.height) >= outlined;
    const std::string style = std::string(large ? "t-buffer " : "") + paints[paint].style;
    if (!drawn.insert(rect(box, style)).second) continue;
    const std::string name = bufferName(view.graph, buffer);
    boxes += rect(box, style, tipOf(placed, name));
    labels += label(box, name, paint, line);
  }
  const bool exceeded = budget && *budget < arena.plan.arena;
  if (exceeded) {
    boxes += budgetLine(plot, static_cast<double>(budget->count()), "SRAM " + kib(*budget));
  }
  return boxes + labels;
}

}  // namespace

std::string arenaMap(const RunView& view, TimelineAxis axis, const Box& area, Bytes top) {
  if (!view.run.arena) return {};
  const auto arena = static_cast<double>(view.run.arena->plan.arena.count());
  const std::vector<double> ends = stepEnds(view, axis);
  if (ends.empty() || ends.back() <= 0 || arena <= 0) return {};
  const Plot plot{area, ends.back(), static_cast<double>(top.count()) * headroom};
  const Box whole{area.x, plot.y(arena), area.width, plot.bottom() - plot.y(arena)};
  return byteScale(plot) + rect(whole, "t-page") + rect(whole, "t-free") +
         buffers(view, ends, plot) + timeScale(plot, axis);
}

}  // namespace tessera::svg
