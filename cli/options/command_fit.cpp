#include "cli/commands/fit.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"
#include "cli/options/values.h"

namespace tessera::cli {
namespace {

constexpr const char* fitIntroduction = R"(Examples:
  tessera fit model.tflite --target NUCLEO-F446RE        does it fit, what is to blame, what helps
  tessera fit model.onnx --target nrf52840-dk --latency 100ms
  tessera fit model.tflite --sram 64KiB                  a budget instead of a board
  tessera fit model.tflite --target all                  which boards would do
  tessera fit a.tflite b.tflite --target all --all --format csv

What it prints: SRAM, flash and time against what the board has, each with its basis (exact,
modelled, a bound, an estimate); who is to blame for the peak; and, where it does not fit, what
would help: every line was run, and the command below it prints the same figure again. A .tflite
file is judged as TFLite Micro runs it; an ONNX file under every runtime that runs on the board, and
it fits where one of them does. Exit code 5 where nothing fits.)";

}  // namespace

void addFit(CommandLine& line, FitArguments& arguments) {
  CommandOptions& options =
      line.command("fit", "Does it fit on the board, and what would help?", fitIntroduction);
  options.positionals("MODEL", arguments.models, "ONNX or TFLite files; -: stdin");
  options.texts("--target", arguments.boards, "BOARD|FILE.toml|all",
                "The board; all: every board that `tessera targets` lists (repeatable; default: "
                "all, or the budget of --sram)");
  options.texts("--runtime", arguments.runtimes, "RUNTIME|FILE.toml",
                "Only under this runtime (repeatable; default: tflm of a TFLite model, of an ONNX "
                "one every runtime that runs on the board)");
  addBudgetOption(options, arguments.common);
  options.parsed(
      "--flash", [&](const std::string& text) { arguments.flash = parseBytes(text); }, "512KiB",
      "At most this much of the board's flash");
  options.parsed(
      "--latency", [&](const std::string& text) { arguments.latency = parseDuration(text); },
      "100ms", "One inference may take this long");
  options.parsedEach(
      "--dtype", [&](const std::string& text) { arguments.types.push_back(parseDeployment(text)); },
      "as-stored|int8|int16|float32",
      "How real tensors are stored on the device (repeatable; default: as-stored; int8 of an ONNX "
      "file that holds no quantised tensor)");
  addShapeOptions(options, arguments.common);
  addScheduleOption(options, arguments.common.schedule);
  addSwitchOptions(options, arguments.common);
  addClockOption(options, arguments.common);
  addEngineVersionOption(options, arguments.common);
  addOrderOptions(options, arguments.common);
  addPlannerOptions(options, arguments.common);
  options.flag("--all", arguments.all, "Every runtime and type, not only the best of each board");
  addOutputOptions(options, formatNames(fitFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
