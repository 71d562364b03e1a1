#include "sim/report/order_text.h"

#include <fmt/core.h>

#include "sim/report/arena_text.h"
namespace tessera {
namespace {

/// Empty where no order is better.
std::string fileText(const OrderReport::Peaks& peaks, SearchEnd end) {
  const bool isProven = peaks.best == peaks.lowerBound;
  if (peaks.best == peaks.file) {
    return isProven ? "" : "file; no order needs less than " + kib(peaks.lowerBound) + cutText(end);
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
  if (!isLayerWise) {
    return fmt::format(
        "best layer by layer ({}, {}); there {}", kib(peaks.best),
        isProven ? "proven least" : "at least " + kib(peaks.lowerBound) + cutText(end), file);
  }
  return (isProven ? "best, proven least; "
                   : "best found, no order needs less than " + kib(peaks.lowerBound) +
                         cutText(end) + "; ") +
         file;
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
