#include "cli/options/command.h"

namespace tessera::cli {
namespace {

constexpr const char* architectureIntroduction = R"(Examples:
  tessera architecture model.onnx                   its layers as JSON
  tessera architecture model.onnx -o net.json       to a file, which you edit
  tessera simulate net.json --target NUCLEO-F446RE  SRAM and latency before any training
  tessera architecture net.json --save-onnx net.onnx    as ONNX, with pseudo-random weights

What it reads: a network of inverted bottlenecks, depthwise separable, plain and residual
convolutions, squeeze-and-excite, global average pools, fully connected layers and softmax; an
operator that has no form is named. Every command reads the JSON as a model. docs/architecture.md
describes it.)";

}  // namespace

void addArchitecture(CommandLine& line, ArchitectureArguments& arguments) {
  CommandOptions& options =
      line.command("architecture", "The layers of a network as JSON, which is a model too",
                   architectureIntroduction);
  options.positional("MODEL", arguments.path,
                     "An .onnx or .tflite file, an architecture (.json), or - for stdin");
  options.text("--save-onnx", arguments.saveOnnx, "FILE",
               "Also write it as ONNX, in float32 with pseudo-random weights");
  options.integer("--seed", arguments.seed, 0, INT64_MAX, "N", "Of those weights");
  options.text("-o,--output", arguments.output.path, "FILE",
               "Write the architecture there instead of to stdout");
}

}  // namespace tessera::cli
