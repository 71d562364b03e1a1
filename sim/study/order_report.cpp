#include "sim/study/order_report.h"

#include "sim/search/order/from_program.h"

namespace tessera {
namespace {

constexpr std::size_t littleWork = 60'000;  ///< steps of the search: about a tenth of a second

}  // namespace

OrderReport::Peaks orderPeaks(const OrderProblem& problem, const OrderResult& result) {
  return {orderPeak(problem, givenOrder(problem)), result.peak, result.lowerBound};
}

OrderReport compareOrders(const Program& program, const Schedule& schedule) {
  OrderReport report;
  if (program.ops.empty() || !isLayerWise(program.graph, schedule)) return report;
  if (!hasOrderProblem(program)) return report;
  const OrderProblem problem = orderProblemOf(program);
  OrderOptions options;
  options.stepLimit = littleWork;
  report.peaks = orderPeaks(problem, bestOrder(problem, options));
  return report;
}

}  // namespace tessera
