#include "cli/commands/calibrate.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* calibrateIntroduction = R"(Examples:
  tessera calibrate --measurements mine.csv --models models/ --base tflm --save-runtime mine.toml
  tessera calibrate --template > mine.csv
  tessera calibrate --measurements all.csv --models models/ --engine X-CUBE-AI
  tessera calibrate --measurements all.csv --models models/ --engine "Bosch HALE" \
          --without notes=copied --format csv

Fits a runtime's latency to measured latencies: cycles counted in CMSIS-NN's kernels, times a
factor for each kind of kernel and a scale for each board (non-negative, relative least squares).
Prints the error with one model, and with one family of models, left out: what to expect of a
network that was not measured. Rows of several engines are never pooled. One to four rows of your
own board move its scale under a --base that is calibrated for the engine, and leave the factors.
The CSV needs the columns model, board, core, clock_mhz, engine and latency_ms; --template prints
one, docs/latency.md has the rest.)";

}  // namespace

void addCalibrate(CommandLine& line, CalibrateArguments& arguments) {
  CommandOptions& options = line.command(
      "calibrate", "Fit a runtime's latency to measurements on boards", calibrateIntroduction);
  options.texts("--measurements", arguments.measurements, "FILE.csv",
                "Measured latencies (repeatable)");
  options.texts("--models", arguments.models, "DIR",
                "Where the models' files are (repeatable; default: beside the CSV)");
  options.text("--engine", arguments.engine, "NAME", "Only rows of this engine");
  options.texts("--only", arguments.only, "COLUMN=TEXT",
                "Only rows whose cell contains TEXT (repeatable)");
  options.texts("--without", arguments.without, "COLUMN=TEXT",
                "Leave out rows whose cell contains TEXT (repeatable)");
  options.text("--base", arguments.base, "RUNTIME",
               "The runtime, or a .toml file, whose memory rules the new one takes over (default "
               "liveness)");
  options.text(
      "--factors-from", arguments.factorsFrom, "RUNTIME",
      "Hold the factors to those of this calibrated runtime of the same engine, instead of "
      "to the kernel counts");
  options.texts("--held-to", arguments.heldTo, "ENGINE",
                "Hold the factors to those that the rows of this engine give (repeatable: of these "
                "together), instead of to the kernel counts");
  options.texts("--held-only", arguments.heldOnly, "COLUMN=TEXT",
                "Of the engines of --held-to only rows whose cell contains TEXT (repeatable)");
  options.flag("--folds-pads", arguments.foldsPads,
               "The engine makes padding a part of the operator that follows");
  options.flag(
      "--own-kernels", arguments.ownKernels,
      "The engine's kernels are of its own, plain C say: one core tells nothing of another");
  options.text("--clock-assumed", arguments.clockAssumed, "COLUMN=TEXT",
               "Who measured the rows whose cell contains TEXT did not state the clock: reports "
               "say so");
  options.choice<std::optional<bool>>("--prunes-dead-channels", arguments.prunes,
                                      {{"yes", true}, {"no", false}},
                                      "The engine leaves out channels whose weights are all zero "
                                      "(default: not known, they count)");
  options.parsed(
      "--prior", [&](const std::string& text) { arguments.priorWeight = parseNumber(text); },
      "WEIGHT", "How strongly the factors are held (default 0.1)");
  options.flag("--coverage", arguments.coverage,
               "Also how many rows lie inside the interval where their family, or their engine "
               "version on that board, is left out of the fit and of the interval");
  options.flag("--pairs", arguments.pairs,
               "Print how well the built-in runtimes' measurements predict each pair of engine and "
               "board, left out");
  options.flag("--template", arguments.printTemplate,
               "Print a CSV file to fill in with your own measurements");
  options.flag("--all", arguments.all, "Every row");
  options.text("--save-runtime", arguments.saveRuntime, "FILE.toml",
               "Save the runtime, ready for --runtime");
  addOutputOptions(options, formatNames(calibrateFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
