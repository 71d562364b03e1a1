#include "cli/commands/simulate.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* simulateIntroduction = R"(Examples:
  tessera simulate model.onnx
  tessera simulate model.onnx --why
  tessera simulate model.onnx --sort live --top 5      which operators and blocks take the bytes
  tessera simulate model.onnx --schedule patch:4x4@block3_add
  tessera simulate model.onnx --schedule patch:3x3@auto --runtime paper
  tessera simulate model.onnx --order best      the order of operators with the least peak
  tessera simulate model.onnx --target STM32F746G-DISCO     does it fit?
  tessera simulate model.tflite --runtime tflm --target EK-RA6M4 --timeline ms    and how long?
  tessera simulate model.onnx --input-shape x=1x3x224x224
  tessera simulate model.onnx --format csv -o steps.csv
  tessera simulate model.onnx --export html=report.html --export svg=memory.svg

Schedules: layer; patch:GRID@SPLIT runs everything up to operator SPLIT (name or number) in
ROWSxCOLUMNS patches, the rest layer by layer; START..SPLIT starts later; auto picks the split of
least peak; FILE.json is documented in docs/schedule.md.

What it prints: the peak (the largest sum of live bytes) and the step that causes it, every tensor
that is live there, and a line for each step; with --rules the counting rules in force.)";

}  // namespace

void addSimulate(CommandLine& line, SimulateArguments& arguments) {
  CommandOptions& options =
      line.command("simulate", "Its memory, step by step, under a schedule", simulateIntroduction);
  addModelOptions(options, arguments.model);
  addRulesOption(options, arguments.output);
  addOutputOptions(options, formatNames(simulateFormats(arguments)), arguments.output);
  addScheduleOption(options, arguments.model.request.schedule);
  addOrderOptions(options, arguments.model.request);
  addPlannerOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
  addBudgetOption(options, arguments.model.request);
  options.choice<TimelineAxis>(
      "--timeline", arguments.timeline,
      {{"step", TimelineAxis::steps}, {"ms", TimelineAxis::milliseconds}},
      "A picture of live bytes, against steps or against time on --target");
  options.choice<StepSort>("--sort", arguments.sort,
                           {{"order", StepSort::order},
                            {"live", StepSort::live},
                            {"macs", StepSort::macs},
                            {"time", StepSort::time}},
                           "Operators and blocks by their share, the largest first (default: in "
                           "the order of running)");
  options.integer("--top", arguments.top, 1, 100000, "N", "Only the N largest of them");
  options.flag("--why", arguments.why, "Why each tensor at the peak is still alive");
  options.flag("--all", arguments.all, "Every step, instead of the heaviest");
}

}  // namespace tessera::cli
