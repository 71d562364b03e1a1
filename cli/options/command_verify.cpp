#include "cli/commands/verify.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* verifyIntroduction = R"(Examples:
  tessera verify model.onnx --schedule patch:4x4@block3_add
  tessera verify model.onnx --schedule best.json --planner tflm
  tessera verify model.onnx --runtime paper           the residual is gone when the add reads it
  tessera verify model.onnx --dtype as-stored --input image=photo.npy

Executes the network under the schedule inside one array of bytes, every buffer at its planned
offset and poisoned before and after its life, and compares each step and the outputs bit by bit
with a plain run in separate memory. A float network is executed in int8 (--dtype), with scales
calibrated on the same input. A .tflite with integers runs in the fixed-point arithmetic of TFLite's
kernels, bit for bit. Exit code 1 where anything differs; docs/verify.md says what is proven.)";

}  // namespace

void addVerify(CommandLine& line, VerifyArguments& arguments) {
  CommandOptions& options = line.command(
      "verify", "Proof by execution: the network run in its planned arena", verifyIntroduction);
  addModelOptions(options, arguments.model);
  addScheduleOption(options, arguments.model.request.schedule);
  addPlannerOptions(options, arguments.model.request);
  options.integer("--seed", arguments.seed, 0, INT64_MAX, "N",
                  "Which random values the inputs have (default 1)");
  options.parsedEach(
      "--input", [&](const std::string& text) { arguments.inputs.insert(parseInputFile(text)); },
      "NAME=FILE", "Values of a graph input from a .npy or an ONNX .pb file (repeatable)");
  options.choice<std::optional<Arithmetic>>(
      "--arithmetic", arguments.arithmetic,
      {{"onnx", Arithmetic::onnx}, {"tflite", Arithmetic::tflite}},
      "How integers with scales are computed with (default: tflite of a .tflite file as it is "
      "stored, else onnx)");
  addRulesOption(options, arguments.output);
  addOutputOptions(options, formatNames(verifyFormats(arguments)), arguments.output);
  addOrderOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
}

}  // namespace tessera::cli
