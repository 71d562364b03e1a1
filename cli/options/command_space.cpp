#include "cli/commands/space.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* spaceIntroduction = R"(Examples:
  tessera space --sram 320KiB --flash 1MiB
  tessera space --target NUCLEO-F746ZG --schedules mcunetv2
  tessera space mine.toml --sram 64KiB --samples 200 --export svg=map.svg

Before a search over networks: which width and resolution of a space hold the networks of most work
that fit? For each, networks are drawn, those that fit under their best schedule are kept, and the
mean of their MACs is the score (TinyNAS: Lin et al., NeurIPS 2020). Built in: tinynas, mcunetv2,
micronets-kws, micronets-vww; docs/nas.md describes the file of your own.

Nothing is trained here: more work in the same memory is more accuracy, says the criterion.)";

}  // namespace

void addSpace(CommandLine& line, SpaceArguments& arguments) {
  CommandOptions& options =
      line.command("space", "Which width and resolution to search networks in", spaceIntroduction);
  options.positional("SPACE", arguments.space, "A built-in space, or a file of your own (.toml)",
                     CommandOptions::Need::optional);
  addBudgetOption(options, arguments.request);
  addNetworkLimitOptions(options, arguments.flash, arguments.latency, arguments.schedules);
  options.integer("--samples", arguments.samples, 1, 1'000'000, "N",
                  "Networks to draw of each width and resolution (default 1000)");
  options.integer("--seed", arguments.seed, 0, INT64_MAX, "N", "Of the draws (default 1)");
  options.flag("--all", arguments.all, "Also the widths and resolutions of which nothing fits");
  addCountingOptions(options, arguments.request);
  addTargetOption(options, arguments.request);
  addOutputOptions(options, formatNames(spaceFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
