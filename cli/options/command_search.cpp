#include "cli/commands/search.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* searchIntroduction = R"(Examples:
  tessera search model.onnx --sram 256KiB
  tessera search model.onnx --sram 256KiB --save-schedule schedule.json
  tessera search model.onnx --target NUCLEO-F412ZG
  tessera search model.onnx --runtime st-balanced --target NUCLEO-H743ZI2 --latency 120ms
  tessera search model.onnx --runtime paper --rectangular --max-grid 6

Tries every split with every square grid up to --max-grid (MCUNetV2, appendix B) and prints the
Pareto front of peak against extra MACs and the schedule it recommends; what layer by layer beats is
not on the front. Ctrl-C stops it and prints what was found so far.)";

}  // namespace

void addSearch(CommandLine& line, SearchArguments& arguments) {
  CommandOptions& options =
      line.command("search", "The best stage and grid to run in patches", searchIntroduction);
  addModelOptions(options, arguments.model);
  options.parsed(
      "--sram", [&](const std::string& text) { arguments.sram = parseBytes(text); }, "256KiB",
      "The arena and what the runtime keeps beside it must fit in this (default: in what --target "
      "has); exit 5 where nothing does");
  options.parsed(
      "--latency", [&](const std::string& text) { arguments.latency = parseDuration(text); },
      "120ms", "The time that a run on --target may take");
  options.integer("--max-grid", arguments.largestGrid, 2, 64, "N",
                  "Largest grid to try (default 8)");
  options.flag("--rectangular", arguments.rectangular,
               "Rows and columns independently, instead of square grids");
  options.flag("--all", arguments.all, "Every schedule tried, instead of the Pareto front");
  addOrderOptions(options, arguments.model.request);
  addPlannerOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
  addRulesOption(options, arguments.output);
  options.text("--save-schedule", arguments.saveSchedule, "FILE.json",
               "Save the recommended schedule as JSON");
  addOutputOptions(options, formatNames(searchFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
