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

}  // namespace

Arguments parseArguments(int argc, const char* const* argv) {
  CommandLine line(overview, introduction, std::string("tessera ") + TESSERA_VERSION);
  InspectArguments inspect;
  SimulateArguments simulate;
  CompareArguments compare;
  SearchArguments search;
  VerifyArguments verify;
  PlanArguments plan;
  TargetsArguments targets;
  addInspect(line, inspect);
  addSimulate(line, simulate);
  addCompare(line, compare);
  addSearch(line, search);
  addPlan(line, plan);
  addVerify(line, verify);
  addTargets(line, targets);
  CalibrateArguments calibrate;
  addCalibrate(line, calibrate);
  if (auto answer = line.parse(argc, argv)) return Answer{std::move(*answer)};
  const std::string command = line.chosen();
  if (command == "inspect") return inspect;
  if (command == "compare") return compare;
  if (command == "search") return search;
  if (command == "verify") return verify;
  if (command == "plan") return plan;
  if (command == "targets") return targets;
  if (command == "calibrate") return calibrate;
  return simulate;
}

}  // namespace tessera::cli
