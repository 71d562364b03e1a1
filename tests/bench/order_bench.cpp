#include <benchmark/benchmark.h>

#include <filesystem>

#include "sim/search/order/best_order.h"
#include "tests/support/order_file.h"

namespace tessera {
namespace {

/// The best order with its proof, of a graph of shared/data/order; CPU time is what counts.
void leastOrder(benchmark::State& state, const std::string& name) {
  const std::string path = TESSERA_DATA_DIR "/order/" + name + ".g";
  if (!std::filesystem::exists(path)) {
    state.SkipWithError("there is no shared/data/order");
    return;
  }
  const OrderProblem problem = test::readOrderFile(path);
  OrderResult result;
  for (auto _ : state) result = bestOrder(problem);
  state.counters["operators"] = static_cast<double>(problem.operators.size());
  state.counters["peak"] = static_cast<double>(result.peak.count());
  state.counters["proven"] = result.proven() ? 1 : 0;
}
BENCHMARK_CAPTURE(leastOrder, dartsCifar, "darts-cifar")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(leastOrder, nasnetCifar, "nasnet-cifar")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(leastOrder, amoebanetCifar, "amoebanet-cifar-1x16-int8")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(leastOrder, dartsImagenet, "darts-imagenet")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(leastOrder, nasnetImagenet, "nasnet-imagenet")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(leastOrder, randwire, "randwire32-s1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(leastOrder, randwireSum, "randwire32-s1-sum")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera
