#include "cli/commands/inspect.h"

#include "cli/commands/load.h"
#include "cli/exit_code.h"
#include "core/error.h"
#include "sim/report/inspection.h"

namespace tessera::cli {
namespace {

FieldReport field(const Graph& graph, const InspectArguments& arguments, const Runtime& runtime) {
  if (arguments.schedule.empty()) return fieldReport(graph);
  const Program program(graph, runtime.rules);
  return fieldReport(program,
                     loadSchedule(program, arguments.schedule, arguments.counting, runtime));
}

}  // namespace

ReportFormats<InspectionReport> inspectFormats(const InspectArguments& arguments) {
  const auto text = [all = arguments.all](const InspectionReport& report, const TextStyle& style) {
    return inspectionText(report, all, style);
  };
  return {{"text", text}, plainFormat("json", inspectionJson), plainFormat("csv", inspectionCsv)};
}

int inspect(const InspectArguments& arguments) {
  if (!arguments.schedule.empty() && !arguments.receptiveField) {
    throw Error(ErrorCode::usage, "--schedule means nothing to inspect without --receptive-field",
                {}, "use tessera simulate, or add --receptive-field");
  }
  const ModelArguments input = settled(arguments.model);
  const Runtime runtime = runtimeOf(arguments.counting, input);
  InspectionReport report = inspectModel(loadModel(input, runtime));
  if (arguments.receptiveField) report.field = field(report.model.graph, arguments, runtime);
  writeReports(report, inspectFormats(arguments), arguments.output);
  return exitDone;
}

}  // namespace tessera::cli
