#include "cli/commands/compare.h"
#include "cli/options/command.h"
#include "cli/options/shared.h"

namespace tessera::cli {
namespace {

constexpr const char* compareIntroduction = R"(Examples:
  tessera compare model.onnx layer patch:2x2@auto patch:3x3@auto patch:4x4@auto
  tessera compare model.onnx layer best.json --reference layer
  tessera compare model.onnx layer patch:4x4@12 --runtime paper --count residual_until=add

What it prints: for each schedule its peak with step and operator, MACs, what the overlap between
patches recomputes (clipped and full tiles), how often the input is read, and what is live at the
peak; differences are against the reference.)";

}  // namespace

void addCompare(CommandLine& line, CompareArguments& arguments) {
  CommandOptions& options =
      line.command("compare", "Several schedules of it, side by side", compareIntroduction);
  addModelOptions(options, arguments.model);
  options.positionals("SCHEDULE", arguments.schedules, "layer, patch:GRID@SPLIT or FILE.json");
  options.text("--reference", arguments.reference, "SCHEDULE",
               "The schedule that the others are compared with (default: the first)");
  addOrderOptions(options, arguments.model.request);
  addPlannerOptions(options, arguments.model.request);
  addCountingOptions(options, arguments.model.request);
  addTargetOption(options, arguments.model.request);
  addBudgetOption(options, arguments.model.request);
  addRulesOption(options, arguments.output);
  addOutputOptions(options, formatNames(compareFormats(arguments)), arguments.output);
}

}  // namespace tessera::cli
