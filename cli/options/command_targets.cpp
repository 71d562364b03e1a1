#include "cli/commands/targets.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* targetsIntroduction = R"(Examples:
  tessera targets                             the boards that Tessera knows
  tessera targets STM32F746G-DISCO            one of them, each fact with its source
  tessera targets my_board.toml               checks a file of your own and shows it
  tessera simulate model.onnx --target STM32F746G-DISCO

What it prints: the clock, SRAM regions, flash and caches of boards. What is not known is absent.
docs/targets.md describes the files.)";

}  // namespace

void addTargets(CommandLine& line, TargetsArguments& arguments) {
  CommandOptions& options =
      line.command("targets", "The boards that Tessera knows, with sources", targetsIntroduction);
  options.positional("TARGET", arguments.board, "A board's name, or a device file (.toml)",
                     CommandOptions::Need::optional);
  addOutputOptions(options, formatNames(targetListFormats()), arguments.output);
}

}  // namespace tessera::cli
