#include "cli/commands/export.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* exportIntroduction = R"(Examples:
  tessera export model.tflite -o net                  layer by layer, as C99
  tessera export model.tflite --schedule patch:2x2@auto -o net --prove host
  tessera export model.tflite --schedule best.json -o net --overwrite --format json

Writes a small C99 library that runs the network under the schedule in one static arena of the
planned size: network.h and network.c (weights, constants, the schedule as tables), the kernels that
it needs, an example with a test vector, a Makefile and a README. It computes in TensorFlow Lite's
integer arithmetic, bit for bit. --prove builds it, runs the test vector and compares the output
with Tessera's own run; exit code 1 where a bit differs. docs/export.md says what is generated.)";

}  // namespace

void addExport(CommandLine& line, ExportArguments& arguments) {
  CommandOptions& options =
      line.command("export", "The network under its schedule as a C99 library", exportIntroduction);
  addModelOptions(options, arguments.model);
  addScheduleOption(options, arguments.model.request.schedule);
  options.text("-o,--output", arguments.folder, "DIR", "The folder to write to: new or empty");
  options.flag("--overwrite", arguments.overwrite,
               "Write to a folder that is not empty, over the files of an earlier export");
  options.choice<ProofCore>("--prove", arguments.prove,
                            {{"none", ProofCore::none}, {"host", ProofCore::host}},
                            "Build the library, run its test vector and compare (default none)");
  options.integer("--seed", arguments.seed, 0, INT64_MAX, "N",
                  "Which random values the test vector has (default 1)");
  options.parsedEach(
      "--input", [&](const std::string& text) { arguments.inputs.insert(parseInputFile(text)); },
      "NAME=FILE", "Values of a graph input from a .npy or an ONNX .pb file (repeatable)");
  addPlannerOptions(options, arguments.model.request);
  addRulesOption(options, arguments.output);
  addFormatOptions(options, formatNames(exportFormats(arguments)), arguments.output);
  addColorOption(options, arguments.output);
  addOrderOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
}

}  // namespace tessera::cli
