#include "cli/commands/redistribute.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* redistributeIntroduction = R"(Examples:
  tessera redistribute model.onnx --schedule patch:4x4@b3.project
  tessera redistribute model.onnx --sram 256KiB --whole-space
  tessera redistribute net.json --runtime paper --pick 2 --save-onnx rd.onnx --save-architecture rd.json

Patches of a first stage overlap, and compute the overlap again. The larger the receptive field of the
stage, the larger the overlap: MCUNetV2 (Lin et al., NeurIPS 2021, section 3.2) moves it behind the
stage. This finds such networks: smaller or 1x1 kernels, fewer blocks and an earlier stride in the
stage, more blocks and larger kernels behind it, at the same work and receptive field.

What it prints: what each kernel of the stage costs; the networks that none other beats in peak and
extra MACs (and time, with --target); what changes in the picked one. --save-onnx writes that, with the
old weights where a layer is unchanged and pseudo-random ones elsewhere: it wants training.)";

}  // namespace

void addRedistribute(CommandLine& line, RedistributeArguments& arguments) {
  CommandOptions& options =
      line.command("redistribute", "The same network with less overlap between patches",
                   redistributeIntroduction);
  options.positional("MODEL", arguments.model.path,
                     "An .onnx or .tflite file of known layers, or an architecture (.json)");
  addScheduleOption(options, arguments.model.request.schedule);
  options.parsed(
      "--sram", [&](const std::string& text) { arguments.model.request.sram = parseBytes(text); },
      "256KiB",
      "Without --schedule: the cheapest stage whose peak fits in this (default: in what "
      "--target has)");
  options.integer("--grid", arguments.grid, 2, 16, "N",
                  "Without --schedule: patches of the stage along rows and columns (default 4)");
  options.parsed(
      "--macs-tolerance",
      [&](const std::string& text) { arguments.macsTolerance = parsePart(text); }, "2%",
      "The network's MACs change by at most this part (default 2%)");
  options.parsed(
      "--field-tolerance",
      [&](const std::string& text) { arguments.fieldTolerance = parsePart(text); }, "15%",
      "Its receptive field becomes smaller by at most this part (default 15%)");
  options.integer("--changes", arguments.moves, 1, 4, "N",
                  "At most so many changes in the stage, and as many behind it (default 3)");
  options.flag("--whole-space", arguments.wholeSpace,
               "Also look for a schedule of the whole space that needs no change of the network");
  options.integer("--pick", arguments.pick, 1, 10'000, "N",
                  "The proposal to show and save (default 1)");
  options.text("--save-onnx", arguments.saveOnnx, "FILE", "Write the picked network as ONNX");
  options.text("--save-architecture", arguments.saveArchitecture, "FILE.json",
               "Write its architecture");
  options.flag("--all", arguments.all, "Every proposal");
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
  addOutputOptions(options, formatNames(redistributionFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
