#include "cli/commands/inspect.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* inspectIntroduction = R"(Examples:
  tessera inspect model.onnx
  tessera inspect model.onnx --all            every operator, not only the heaviest
  tessera inspect model.onnx --dtype float32  as it runs unquantised
  tessera inspect model.onnx --no-rewrite fold-batch-norm

What it prints: operators after the rewrites with shape, parameters, MACs and bytes; the memory of
each block of the network as bars; what was rewritten; what is unsupported; output channels whose
weights are all zero, and what pruning them would save.)";

}  // namespace

void addInspect(CommandLine& line, InspectArguments& arguments) {
  CommandOptions& options =
      line.command("inspect", "What the network is: operators and sizes", inspectIntroduction);
  addModelOptions(options, arguments.model);
  addOutputOptions(options, formatNames(inspectFormats(arguments)), arguments.output);
  options.flag("--all", arguments.all, "Every operator, instead of the heaviest");
  options.flag("--receptive-field", arguments.receptiveField,
               "Receptive field and stride of each operator in input pixels; with --schedule, what "
               "each kernel costs the per-patch stage");
  options.text("--schedule", arguments.schedule, "SCHEDULE",
               "The schedule whose stage is examined");
  addCountingOptions(options, arguments.model.request);
}

}  // namespace tessera::cli
