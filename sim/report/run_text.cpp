#include "sim/report/run_text.h"

#include <fmt/core.h>

#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"

namespace tessera {
std::string macsText(const std::optional<Macs>& macs) {
  if (!macs) return "?";
  return macs->count() == 0 ? "-" : siCount(macs->count());
}

std::string peakText(const Graph& graph, const ScheduleRun& run, const Runtime& runtime) {
  const Totals& totals = run.trace.totals;
  if (totals.steps == 0) return "none: the schedule has no steps";
  return fmt::format("{} at step {}, '{}'{}", bytesText(totals.peak), totals.peakStep,
                     peakOperator(graph, run), runtime.bound.empty() ? "" : "; a bound");
}

std::string recomputedText(const Totals& totals) {
  return fmt::format("{} ({}) with clipped tiles, {} ({}) with full ones",
                     siCount((totals.executedClipped - totals.macs).count()),
                     finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
                     siCount((totals.executedFull - totals.macs).count()),
                     finePercent(ratio(totals.executedFull - totals.macs, totals.macs)));
}

}  // namespace tessera
