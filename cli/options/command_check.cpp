#include "cli/commands/check.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* checkIntroduction = R"(Examples:
  tessera check init                                  a tessera.toml with limits for the models here
  tessera check                                       compare every model with it
  tessera check --baseline main.json --format github  in a pipeline, on a pull request
  tessera check --update-baseline                     accept the figures as they are now

Reads tessera.toml (docs/check.md), of the working folder or the closest above it: models, each with
target, runtime and schedule, and what it may take: sram, flash, latency, macs, recompute. With a
baseline whatever grows beyond its tolerance is a finding too, which names the operator and the
tensor that did it; the baseline stays as it is until --update-baseline or --ratchet writes it.

Where $GITHUB_STEP_SUMMARY names a file, the report is appended to it in Markdown.

Exit codes: 0 all pass, 1 findings. A model that cannot be checked does not hide the others; its
error's code, 2 to 5, then wins over 1.)";

}  // namespace

void addCheck(CommandLine& line, CheckArguments& arguments) {
  CommandOptions& options =
      line.command("check", "The gate of a pipeline: budgets and a baseline", checkIntroduction);
  options.positional("init", arguments.action,
                     "Write a first tessera.toml; never over one that is there",
                     CommandOptions::Need::optional);
  options.text("--config", arguments.config, "FILE",
               "The configuration (default: tessera.toml here or in a folder above)");
  options.text("--baseline", arguments.baseline, "FILE",
               "What the models are compared with, instead of the configuration's");
  options.flag("--update-baseline", arguments.updateBaseline,
               "Write the baseline as the models are now, and compare with none");
  options.flag("--ratchet", arguments.ratchet, "Lower the baseline where the models have improved");
  addOutputOptions(options, formatNames(checkFormats()), arguments.output);
}

}  // namespace tessera::cli
