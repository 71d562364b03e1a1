#include "sim/report/order_text.h"

#include <fmt/core.h>

#include "sim/report/arena_text.h"
namespace tessera {
namespace {

/// "lower bound 48.0 KiB", and what cut the search for it.
std::string boundText(const OrderReport::Peaks& peaks, SearchEnd end) {
  return "lower bound " + kib(peaks.lowerBound) + cutText(end);
}

/// Empty where no order is better.
std::string fileText(const OrderReport::Peaks& peaks, SearchEnd end) {
  const bool isProven = peaks.best == peaks.lowerBound;
  if (peaks.best == peaks.file) {
    return isProven ? ""
                    : fmt::format("file; a better order may exist ({}): --order best",
                                  boundText(peaks, end));
  }
  const auto saved = static_cast<double>((peaks.file - peaks.best).count());
  return fmt::format("file; {} order needs {}, {} less: --order best",
                     isProven ? "the best" : "another", kib(peaks.best),
                     percent(saved / static_cast<double>(peaks.file.count())));
}

std::string bestText(const OrderReport::Peaks& peaks, SearchEnd end, bool isLayerWise) {
  const bool isProven = peaks.best == peaks.lowerBound;
  const std::string file =
      peaks.best == peaks.file ? "the file's is as good" : "the file's needs " + kib(peaks.file);
  const std::string known =
      isProven ? "proven least" : "may not be least (" + boundText(peaks, end) + ")";
  if (!isLayerWise) {
    return fmt::format("best: {} layer by layer, {} (file order: {})", kib(peaks.best), known,
                       peaks.best == peaks.file ? "as good" : kib(peaks.file));
  }
  return (isProven ? "best, " : "best found, ") + known + "; " + file;
}

}  // namespace

std::string orderText(const Graph& graph, const ScheduleRun& run) {
  if (!run.order.peaks) return {};
  const OrderReport::Peaks& peaks = *run.order.peaks;
  return run.order.best ? bestText(peaks, run.order.end, isLayerWise(graph, run.schedule))
                        : fileText(peaks, run.order.end);
}

std::string bestOrderText(const OrderReport& order) {
  return order.best ? bestText(*order.peaks, order.end, false) : "";
}

}  // namespace tessera
