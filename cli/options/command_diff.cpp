#include "cli/commands/diff.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* diffIntroduction = R"(Examples:
  tessera diff main.json new.json                     two reports of tessera simulate --format json
  tessera diff old.onnx new.onnx --runtime tflm --fail-on sram=1% --fail-on macs=0%
  tessera diff layer patch:2x2@auto --model model.onnx    two schedules of one model
  tessera diff main.json new.onnx --format markdown   a report and what a model comes to now
  git show HEAD:m.tflite | tessera diff - m.tflite    what the last commit has, and the file

Prints the totals, then operators and buffers by how much they changed. Operators of another name
are the same where they have the same type and output shape, in the order in which they run (in
reports, which have neither, the same MACs); the patches of a tensor are one buffer. Exit code 0
whatever changed, 1 where a --fail-on is broken.)";

}  // namespace

void addDiff(CommandLine& line, DiffArguments& arguments) {
  CommandOptions& options = line.command(
      "diff", "What changed between two reports, models or schedules", diffIntroduction);
  options.positional("OLD", arguments.before, "A model, a JSON report (- is stdin) or a schedule");
  options.positional("NEW", arguments.after, "Likewise");
  options.text("--model", arguments.model.path, "MODEL",
               "The model, where OLD and NEW are schedules");
  options.texts("--fail-on", arguments.failOn, "METRIC=TOLERANCE",
                "Exit with 1 where sram, flash, latency, macs or recompute grew by more, such as "
                "sram=1% or flash=512B (repeatable)");
  addScheduleOption(options, arguments.model.request.schedule);
  addImportOptions(options, arguments.model.request);
  addOrderOptions(options, arguments.model.request);
  addPlannerOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
  addOutputOptions(options, formatNames(diffFormats(arguments)), arguments.output);
  options.flag("--all", arguments.all, "Every change, instead of the 20 largest of each table");
}

}  // namespace tessera::cli
