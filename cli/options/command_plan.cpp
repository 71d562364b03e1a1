#include "cli/commands/plan.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* planIntroduction = R"(Examples:
  tessera plan model.onnx                              offsets of least arena, proven where possible
  tessera plan model.onnx --schedule patch:4x4@auto --sram 256KiB
  tessera plan model.onnx --runtime tflm               as TFLite Micro's own planner lays it out
  tessera plan model.onnx --runtime tflm --planner exact --format tflm -o plan.txt
  tessera plan model.onnx --format c-header -o arena.h
  tessera plan --buffers problem.csv --capacity 1MiB   a bare problem, as minimalloc writes it
  tessera plan --buffers - --format csv <problem.csv >offsets.csv

What it prints: the arena (what the plan needs), the peak (the largest sum of live bytes, which no
arena can beat), their gap, called fragmentation, a map of the arena and the offset of each buffer.
--format tflm: the integers of TFLite Micro's offline plan. Ctrl-C ends the search and prints the
best plan so far. docs/planning.md has the formats.)";

void addWhatIsPlanned(CommandOptions& options, PlanArguments& arguments) {
  addModelOptions(options, arguments.model, CommandOptions::Need::optional);
  options.text("--buffers", arguments.buffers, "FILE.csv",
               "Plan these buffers (id,lower,upper,size) instead of a model's; - is stdin");
  addScheduleOption(options, arguments.schedule);
}

}  // namespace

void addPlan(CommandLine& line, PlanArguments& arguments) {
  CommandOptions& options =
      line.command("plan", "An offset in the arena for each buffer", planIntroduction);
  addWhatIsPlanned(options, arguments);
  addPlannerOptions(options, arguments.model.request);
  options.parsed(
      "--capacity,--sram", [&](const std::string& text) { arguments.capacity = parseBytes(text); },
      "256KiB",
      "The arena and what the runtime keeps beside it must fit in this (default: in what --target "
      "has); exit 5 and say why where they cannot");
  options.flag("--validate", arguments.validate,
               "Check the plan by a validator that shares no code with the planners");
  options.choice<PlanOrder>(
      "--sort", arguments.order,
      {{"size", PlanOrder::size}, {"offset", PlanOrder::offset}, {"step", PlanOrder::step}},
      "Order of the table (default size)");
  options.flag("--all", arguments.all, "Every buffer, instead of the largest");
  addRulesOption(options, arguments.output);
  addOutputOptions(options, formatNames(planFormats(arguments)), arguments.output);
  addOrderOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
}

}  // namespace tessera::cli
