#include "cli/commands/order.h"

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "sim/search/order/best_order.h"
#include "sim/search/order/from_program.h"

namespace tessera::cli {
namespace {

constexpr std::size_t littleWork = 60'000;  ///< steps of the search: about a tenth of a second

OrderReport::Peaks peaksOf(const OrderProblem& problem, const OrderResult& result) {
  return {orderPeak(problem, givenOrder(problem)), result.peak, result.lowerBound};
}

}  // namespace

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
  report.peaks = peaksOf(problem, result);
  return report;
}

OrderReport compareOrders(const Program& program, const Schedule& schedule) {
  OrderReport report;
  if (program.ops.empty() || !isLayerWise(program.graph, schedule)) return report;
  if (!hasOrderProblem(program)) return report;
  const OrderProblem problem = orderProblemOf(program);
  OrderOptions options;
  options.stepLimit = littleWork;
  report.peaks = peaksOf(problem, bestOrder(problem, options));
  return report;
}

}  // namespace tessera::cli
