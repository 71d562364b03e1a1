#include "cli/commands/audit.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* auditIntroduction = R"(Examples:
  tessera audit model.tflite --measured layers.csv --runtime tflm --target NUCLEO-L4R5ZI
  tessera audit model.onnx --measured layers.csv --runtime st-time --target NUCLEO-U575ZI-Q --all

Sets the latency that is predicted for each operator beside what a profiler measured, the largest
difference first: a right total may hide opposite errors. The CSV has the column operator (a name as
`tessera simulate --all` prints it) or index (from 0, in the order of running), and ms or cycles.)";

}  // namespace

void addAudit(CommandLine& line, AuditArguments& arguments) {
  CommandOptions& options = line.command(
      "audit", "Its latency, predicted and measured, operator by operator", auditIntroduction);
  addModelOptions(options, arguments.model);
  options.text("--measured", arguments.measured, "LAYERS.csv", "What each operator took");
  addTargetOption(options, arguments.model.request);
  addScheduleOption(options, arguments.model.request.schedule);
  addCountingOptions(options, arguments.model.request);
  options.flag("--all", arguments.all, "Every operator, instead of the furthest off");
  addOutputOptions(options, formatNames(auditFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
