#include "cli/commands/nas.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* nasIntroduction = R"(Examples:
  tessera nas --sram 256KiB --flash 1MiB
  tessera nas mine.toml --target NUCLEO-F746ZG --save networks
  tessera nas --sram 256KiB --evaluator 'python3 accuracy.py' --journal scores.jsonl
  tessera nas --sram 64KiB --flash 512KiB --objective naswot --generations 5 --population 20

Searches networks and their schedules together, as MCUNetV2 does (Lin et al., NeurIPS 2021, appendix
B): evolution over kernel, expansion, width, depth and resolution of a space, each network under the
cheapest schedule that fits. What it makes as large as it can: MACs (default), parameters, NASWOT's
score of an untrained network, or what --evaluator prints: a command of yours that reads an
architecture (JSON) on stdin and prints a number, which is where trained accuracy comes in.

The answer is the set of networks that none other beats in score, SRAM and (with --latency) time;
--save writes them as JSON and ONNX. --journal keeps every score: the same command goes on after a
kill, with the same result. Nothing is trained here.)";

}  // namespace

void addNas(CommandLine& line, NasArguments& arguments) {
  CommandOptions& options =
      line.command("nas", "Search networks that fit, each with its schedule", nasIntroduction);
  options.positional("SPACE", arguments.space, "A built-in space, or a file of your own (.toml)",
                     CommandOptions::Need::optional);
  addBudgetOption(options, arguments.request);
  addNetworkLimitOptions(options, arguments.flash, arguments.latency, arguments.schedules);
  options.choice("--objective", arguments.objective,
                 {{"macs", "macs"}, {"parameters", "parameters"}, {"naswot", "naswot"}},
                 "What is made as large as it can be (default macs)");
  options.text("--evaluator", arguments.evaluator, "CMD",
               "Instead: what this shell command prints for the architecture on its stdin");
  options.parsed(
      "--evaluator-timeout",
      [&](const std::string& text) { arguments.evaluatorTimeout = parseSeconds(text); }, "SECONDS",
      "A network that takes longer has no score (default 600)");
  options.integer("--jobs", arguments.jobs, 0, 4096, "N",
                  "Evaluators side by side (default 0: one for each core)");
  options.text("--journal", arguments.journal, "FILE.jsonl",
               "Keep every score there, and go on from those that it has");
  options.text("--save", arguments.save, "FOLDER",
               "Write the networks of the answer there, as JSON and ONNX");
  tessera::nas::EvolutionOptions& evolution = arguments.evolution;
  options.integer("--population", evolution.population, 2, 100'000, "N",
                  "Networks of the first generation (default 100)");
  options.integer("--parents", evolution.parents, 1, 100'000, "N",
                  "Networks that live on (default 20)");
  options.integer("--crossed", evolution.crossed, 0, 100'000, "N",
                  "Children by crossing, a generation (default 50)");
  options.integer("--mutated", evolution.mutated, 0, 100'000, "N",
                  "Children by mutation, a generation (default 50)");
  options.parsed(
      "--mutation-rate", [&](const std::string& text) { evolution.mutationRate = parsePart(text); },
      "10%", "How likely a mutation draws a choice anew (default 10%)");
  options.integer("--generations", evolution.generations, 0, 100'000, "N", "Default 30");
  options.flag("--random", evolution.random,
               "As many networks drawn at random instead, to compare with");
  options.integer("--seed", arguments.seed, 0, INT64_MAX, "N", "Of the draws (default 1)");
  options.flag("--all", arguments.all, "Every generation in the table");
  addCountingOptions(options, arguments.request);
  addTargetOption(options, arguments.request);
  addOutputOptions(options, formatNames(nasFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
