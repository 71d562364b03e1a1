#include "cli/commands/simulate.h"

#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "cli/exit_code.h"
#include "sim/report/simulation_data.h"
#include "sim/report/simulation_text.h"

namespace tessera::cli {
namespace {

std::string rendered(const SimulationReport& report, const SimulateArguments& arguments) {
  switch (arguments.output.format) {
    case Format::json:
      return simulationJson(report);
    case Format::csv:
      return simulationCsv(report);
    case Format::text:
      break;
  }
  return simulationText(report, {arguments.why, arguments.all}, styleFor(arguments.output));
}

}  // namespace

int simulate(const SimulateArguments& arguments) {
  const Runtime runtime = runtimeOf(arguments.counting);
  ModelReport model = loadModel(arguments.model, runtime);
  const Graph graph = model.graph;
  Program program(graph, runtime.rules);
  std::optional<TargetReport> target = loadTarget(arguments.counting, runtime, program);
  ScheduleRun run =
      runAndPlan(program, loadSchedule(program, arguments.schedule, arguments.counting), runtime);
  const SimulationReport report{std::move(model), runtime, std::move(run), std::move(target)};
  writeOutput(arguments.output.path, rendered(report, arguments));
  return exitDone;
}

}  // namespace tessera::cli
