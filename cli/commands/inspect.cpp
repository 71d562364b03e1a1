#include "cli/commands/inspect.h"

#include "cli/commands/load.h"
#include "cli/exit_code.h"
#include "core/error.h"
#include "sim/report/inspection.h"

namespace tessera::cli {
namespace {

std::string rendered(const InspectionReport& report, const InspectArguments& arguments) {
  switch (arguments.output.format) {
    case Format::json:
      return inspectionJson(report);
    case Format::csv:
      return inspectionCsv(report);
    case Format::text:
      break;
  }
  return inspectionText(report, arguments.all, styleFor(arguments.output));
}

FieldReport field(const Graph& graph, const InspectArguments& arguments) {
  if (arguments.schedule.empty()) return fieldReport(graph);
  const Program program(graph, runtimeOf(arguments.counting).rules);
  return fieldReport(program, loadSchedule(program, arguments.schedule, arguments.counting));
}

}  // namespace

int inspect(const InspectArguments& arguments) {
  if (!arguments.schedule.empty() && !arguments.receptiveField) {
    throw Error(ErrorCode::usage, "--schedule means nothing to inspect without --receptive-field",
                {}, "use tessera simulate, or add --receptive-field");
  }
  InspectionReport report = inspectModel(loadModel(arguments.model, runtimeOf(arguments.counting)));
  if (arguments.receptiveField) report.field = field(report.model.graph, arguments);
  writeOutput(arguments.output.path, rendered(report, arguments));
  return exitDone;
}

}  // namespace tessera::cli
