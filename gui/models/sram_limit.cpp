#include "gui/models/sram_limit.h"

#include <algorithm>

#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera::gui {
namespace {

constexpr double nearLimit = 1.6;      // of the highest: a limit above it would flatten the picture
constexpr std::int64_t mostAbove = 2;  // of the highest content and limit, for what is kept above

bool isNear(Bytes room, Bytes highest) {
  return static_cast<double>(room.count()) < nearLimit * static_cast<double>(highest.count());
}

}  // namespace

Bytes SramLimit::room() const { return leftBeside(kept, sram); }

std::string SramLimit::keptText() const {
  return kept > Bytes(0) ? gui::keptText(keeper, kept) : std::string();
}

std::optional<SramLimit> limitOf(const SimulationReport& report) {
  const auto sram = sramLimit(std::nullopt, report.target);
  if (!sram) return std::nullopt;
  return SramLimit{*sram, keptBeside(report), report.runtime.name};
}

std::optional<SramLimit> limitOf(const SearchReport& report) {
  if (!report.sram) return std::nullopt;
  const auto kept = besideArena(report.runtime, report.persistent);
  return SramLimit{*report.sram, kept.value_or(Bytes(0)), report.runtime.name};
}

Bytes keptBeside(const SimulationReport& report) {
  return besideArena(report.runtime, report.run.persistent).value_or(Bytes(0));
}

std::string keptText(const std::string& runtime, Bytes kept) {
  return runtime + " keeps " + kib(kept);
}

Bytes topOf(const std::optional<SramLimit>& limit, Bytes highest) {
  if (!limit || !isNear(limit->room(), highest)) return highest;
  const Bytes most = std::max(highest, limit->room());
  return std::max(most, std::min(limit->sram, Bytes(mostAbove * most.count())));
}

}  // namespace tessera::gui
