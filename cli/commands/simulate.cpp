#include "cli/commands/simulate.h"

#include <utility>

#include "cli/commands/load.h"
#include "cli/exit_code.h"
#include "sim/report/simulation_data.h"
#include "sim/report/simulation_text.h"
#include "sim/simulate.h"

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
  ModelReport model = loadModel(arguments.model);
  Schedule schedule = layerWise(model.graph);
  const Runtime runtime = livenessRuntime();
  Trace trace = tessera::simulate(model.graph, schedule, runtime);
  const SimulationReport report{std::move(model), std::move(schedule), runtime, std::move(trace)};
  writeOutput(arguments.output.path, rendered(report, arguments));
  return exitDone;
}

}  // namespace tessera::cli
