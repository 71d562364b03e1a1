#include "sim/study/order_report.h"

#include "sim/search/order/best_order.h"
#include "sim/search/order/from_program.h"

namespace tessera {
namespace {

OrderOptions orderOptions(const SearchLimits& limits) {
  OrderOptions options;
  if (limits.orderSteps > 0) options.stepLimit = static_cast<std::size_t>(limits.orderSteps);
  options.timeLimit = limits.orderTime;
  return options;
}

/// The file's order against what a search found.
OrderReport reportOf(const OrderProblem& problem, const OrderResult& result) {
  OrderReport report;
  report.peaks = {orderPeak(problem, givenOrder(problem)), result.peak, result.lowerBound};
  report.end = result.end;
  return report;
}

}  // namespace

OrderReport putInBestOrder(Graph& graph, const CountingRules& rules, const SearchLimits& limits,
                           const OrderWatch& watch) {
  const OrderProblem problem = orderProblemOf(Program(graph, rules));
  OrderOptions options = orderOptions(limits);
  options.stop = watch.stop;
  options.progress = watch.progress;
  const OrderResult result = bestOrder(problem, options);
  graph = reordered(graph, result.order);
  OrderReport report = reportOf(problem, result);
  report.best = true;
  return report;
}

OrderReport compareOrders(const Program& program, const Schedule& schedule,
                          const SearchLimits& limits) {
  if (program.ops.empty() || !isLayerWise(program.graph, schedule)) return {};
  if (!hasOrderProblem(program)) return {};
  const OrderProblem problem = orderProblemOf(program);
  return reportOf(problem, bestOrder(problem, orderOptions(limits)));
}

}  // namespace tessera
