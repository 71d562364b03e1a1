#include <algorithm>
#include <chrono>
#include <string>

#include "cli/commands/search.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"
#include "cli/usage_error.h"

namespace tessera::cli {
namespace {

constexpr const char* searchIntroduction = R"(Examples:
  tessera search model.onnx --sram 64KiB
  tessera search model.onnx --sram 32KiB,64KiB,128KiB
  tessera search model.onnx --stage-input streamed --systems
  tessera search model.onnx --target NUCLEO-F412ZG --save-schedule schedule.json
  tessera search model.onnx --space all --pick all:18776 --save-schedule small.json
  tessera search model.onnx --runtime paper --rectangular --max-grid 6

Finds the schedules that none other beats in memory and work (and in time, where the runtime is
calibrated for --target), plans the arena of each, and recommends the cheapest that fits.

A runtime's engine runs a part of the schedule space, and the search keeps to it: whole operators
(tflm), a first stage in patches (tinyengine; MCUNetV2, appendix B: every split with every square
grid up to --max-grid), or all of it (a way of counting that is no engine, as liveness). --space
NAME searches another part: layer, vmcu, mcunetv2, streamnet1d, streamnet, msf-cnn, tinyts, tigris,
all. --systems sets them side by side. docs/search.md tells what each holds, and what the gap means.

Ctrl-C stops it and prints what was found so far.)";

/// One size, or several with commas between them; the largest decides the exit code.
void readBudgets(const std::string& text, SearchArguments& arguments) {
  arguments.budgets.clear();
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    arguments.budgets.push_back(parseBytes(text.substr(from, comma - from)));
    from = comma + 1;
  }
  arguments.sram = *std::max_element(arguments.budgets.begin(), arguments.budgets.end());
  if (arguments.budgets.size() == 1) arguments.budgets.clear();
}

}  // namespace

void addSearch(CommandLine& line, SearchArguments& arguments) {
  CommandOptions& options =
      line.command("search", "The best schedules for a budget of memory", searchIntroduction);
  addModelOptions(options, arguments.model);
  options.parsed(
      "--sram", [&](const std::string& text) { readBudgets(text, arguments); }, "256KiB[,...]",
      "The arena and what the runtime keeps beside it must fit in this (default: in what --target "
      "has); exit 5 where nothing does. Several: a line for each");
  options.parsed(
      "--latency", [&](const std::string& text) { arguments.latency = parseDuration(text); },
      "120ms", "The time that a run on --target may take");
  options.parsed(
      "--max-extra-macs", [&](const std::string& text) { arguments.extra = parsePart(text); },
      "10%", "What is recommended recomputes at most this part of the network's MACs");
  options.text("--space", arguments.space, "NAME",
               "The part of the schedule space to search (default: what the runtime runs)");
  options.flag("--systems", arguments.systems,
               "What every published system's part of the space comes to, side by side");
  options.parsed(
      "--overlap",
      [&](const std::string& text) {
        if (text != "yes" && text != "no") throw usageError("--overlap is yes or no", "write yes");
        arguments.overlap = text == "yes";
      },
      "yes|no", "Whether a block's result may lie over its dying input, in the space 'all'");
  options.text("--pick", arguments.pick, "NAME",
               "Save and plan this schedule of the front instead of the recommended one: its name, "
               "or its number in the table of --all");
  options.parsed(
      "--search-time-limit",
      [&](const std::string& text) { arguments.timeLimit = parseSeconds(text); }, "SECONDS",
      "Stop after this and print what was found");
  options.integer("--max-grid", arguments.largestGrid, 2, 64, "N",
                  "Largest grid to try, of spaces with grids (default 8)");
  options.flag("--rectangular", arguments.rectangular,
               "Rows and columns independently, instead of square grids");
  options.flag("--all", arguments.all,
               "The whole front, or every schedule tried of spaces with grids");
  addOrderOptions(options, arguments.model.request);
  addPlannerOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
  addRulesOption(options, arguments.output);
  options.text("--save-schedule", arguments.saveSchedule, "FILE.json",
               "Save the recommended (or picked) schedule as JSON");
  addOutputOptions(options, formatNames(searchFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
