#include "cli/commands/order.h"

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "sim/search/order/best_order.h"
#include "sim/search/order/from_program.h"
#include "sim/study/order_report.h"

namespace tessera::cli {

OrderReport putInOrder(Graph& graph, const Runtime& runtime, const OrderArguments& arguments,
                       Verbosity verbosity) {
  OrderReport report;
  if (arguments.kind == OrderKind::file) return report;
  const OrderProblem problem = orderProblemOf(Program(graph, runtime.rules));
  Progress progress("ordering", verbosity);
  OrderOptions options;
  options.timeLimit = arguments.timeLimit;
  options.stop = &InterruptGuard::stop();
  options.progress = [&](Bytes peak, Bytes lowerBound) {
    progress.show("peak " + kib(peak) + ", no order needs less than " + kib(lowerBound));
  };
  const OrderResult result = bestOrder(problem, options);
  graph = reordered(graph, result.order);
  report.best = true;
  report.peaks = orderPeaks(problem, result);
  return report;
}

}  // namespace tessera::cli
