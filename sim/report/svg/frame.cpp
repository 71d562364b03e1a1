#include "sim/report/svg/frame.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/report/svg/palette.h"
#include "sim/report/text_style.h"

namespace tessera::svg {
namespace {

constexpr const char* hatch = R"svg(<defs><pattern id="t-hatch" width="7" height="7"
patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line x1="0" y1="0" x2="0" y2="7" class="t-hatch"/></pattern></defs>
)svg";

bool hasPaint(const RunView& view, std::size_t paint) {
  const auto& buffers = view.run.trace.buffers;
  return std::any_of(buffers.begin(), buffers.end(),
                     [&](const Buffer& buffer) { return paintOf(buffer.kind) == paint; });
}

}  // namespace

std::string picture(double height, const std::string& headline, const std::string& subtitle,
                    const std::string& drawn) {
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
             "height=\"{1}\" role=\"img\">\n<title>{2}</title>\n",
             number(pictureWidth), number(height), escaped(headline)) +
         styleSheet() + hatch + rect({0, 0, pictureWidth, height}, "t-page") +
         text(plotLeft, 26, headline, "t-title") + text(plotLeft, 46, subtitle, "t-quiet") + drawn +
         "</svg>\n";
}

std::string legend(const std::vector<RunView>& views) {
  constexpr double swatch = 12;
  std::string drawn;
  double x = plotLeft;
  const auto entry = [&](const std::string& style, const std::string& word) {
    drawn += rect({x, headHeight - swatch - 2, swatch, swatch}, style) +
             text(x + 18, headHeight - 4, word, "t-text");
    x += 18 + textWidth(word, 12) + 20;
  };
  for (std::size_t p = 0; p < paints.size(); ++p) {
    const bool any = std::any_of(views.begin(), views.end(),
                                 [&](const RunView& view) { return hasPaint(view, p); });
    if (any) entry(paints[p].style, paints[p].meaning);
  }
  const bool planned = std::any_of(views.begin(), views.end(),
                                   [](const RunView& view) { return view.run.arena.has_value(); });
  if (planned) entry("t-free", "free in the arena");
  return drawn;
}

std::string memorySubtitle(const std::optional<TargetReport>& target) {
  std::string line = "Live SRAM by kind of buffer";
  if (!target) return line;
  const auto sram = largestContiguous(target->device);
  return line +
         fmt::format("; {} has {} contiguous", shortened(target->device.name, 40, {}), kib(sram));
}

std::string arenaWords(const RunArena& arena) {
  const Bytes gap = arena.plan.fragmentation();
  return fmt::format("{} by {}, {}", kib(arena.plan.arena), name(arena.planner),
                     gap == Bytes(0) ? "no fragmentation" : kib(gap) + " of fragmentation");
}

}  // namespace tessera::svg
