#include <benchmark/benchmark.h>

#include <fstream>
#include <vector>

#include "sim/memory/planner.h"
#include "tests/support/minimalloc.h"

namespace tessera {
namespace {

/// The eleven challenging instances of minimalloc, one after the other, each until a plan fits
/// 1,048,576 bytes: one configuration for all. The CPU time is that of all threads.
void planMinimallocSet(benchmark::State& state) {
  if (!std::ifstream(TESSERA_DATA_DIR "/minimalloc/A.1048576.csv")) {
    state.SkipWithError("there is no shared/data/minimalloc");
    return;
  }
  std::vector<PlanProblem> problems;
  for (char name = 'A'; name <= 'K'; ++name) {
    problems.push_back(test::minimallocInstance(TESSERA_DATA_DIR "/minimalloc", name));
  }
  PlanOptions options;
  options.capacity = Bytes(1048576);
  std::size_t solved = 0;
  for (auto _ : state) {
    solved = 0;
    for (const PlanProblem& problem : problems) {
      const ArenaPlan found = plan(problem, PlannerKind::exact, options);
      solved += found.arena <= *options.capacity ? 1 : 0;
    }
  }
  state.counters["solved"] = static_cast<double>(solved);
}
BENCHMARK(planMinimallocSet)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace
}  // namespace tessera
