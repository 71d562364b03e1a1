#include "cli/commands/inspect.h"

#include "cli/commands/load.h"
#include "cli/exit_code.h"
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

}  // namespace

int inspect(const InspectArguments& arguments) {
  const InspectionReport report = inspectModel(loadModel(arguments.model));
  writeOutput(arguments.output.path, rendered(report, arguments));
  return exitDone;
}

}  // namespace tessera::cli
