#include "cli/arguments.h"

#include "cli/options/commands.h"

namespace tessera::cli {
namespace {

constexpr const char* overview =
    "See where the SRAM of a neural network goes on a microcontroller, before you flash it.";

constexpr const char* introduction = R"(Examples:
  tessera simulate model.onnx --why           the peak and who is to blame, a line for each step
  tessera search model.onnx --sram 256KiB     which stage to run in patches, in which grid
  tessera compare model.onnx layer patch:2x2@auto patch:4x4@auto
  tessera verify model.onnx --schedule patch:4x4@auto    run it in its arena, compare every bit
  tessera plan model.onnx --sram 64KiB        an offset for every buffer, proven least
  tessera inspect model.onnx                  operators, sizes, the memory of each block
  tessera simulate model.onnx --format json   the same for a program
  tessera targets                             the boards that it knows

Exit codes: 0 done, 1 a finding, 2 usage, 3 unreadable or invalid input, 4 unsupported operator or
unknown shape, 5 nothing fits the budget, 70 internal error, 130 interrupted. Results go to stdout,
everything else to stderr.)";

/// The command line, and the variables that its words are read into.
struct Declaration {
  CommandLine line{overview, introduction, std::string("tessera ") + TESSERA_VERSION};
  InspectArguments inspect;
  SimulateArguments simulate;
  CompareArguments compare;
  SearchArguments search;
  VerifyArguments verify;
  PlanArguments plan;
  TargetsArguments targets;
  CalibrateArguments calibrate;

  Declaration() {
    addInspect(line, inspect);
    addSimulate(line, simulate);
    addCompare(line, compare);
    addSearch(line, search);
    addPlan(line, plan);
    addVerify(line, verify);
    addTargets(line, targets);
    addCalibrate(line, calibrate);
  }
};

}  // namespace

ProgramHelp programHelp() { return Declaration().line.help(); }

Arguments parseArguments(int argc, const char* const* argv) {
  Declaration declared;
  if (auto answer = declared.line.parse(argc, argv)) return Answer{std::move(*answer)};
  const std::string command = declared.line.chosen();
  if (command == "inspect") return declared.inspect;
  if (command == "compare") return declared.compare;
  if (command == "search") return declared.search;
  if (command == "verify") return declared.verify;
  if (command == "plan") return declared.plan;
  if (command == "targets") return declared.targets;
  if (command == "calibrate") return declared.calibrate;
  return declared.simulate;
}

}  // namespace tessera::cli
