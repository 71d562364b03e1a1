#include "cli/arguments.h"

#include <filesystem>
#include <set>

#include "cli/options/command.h"
#include "cli/terminal.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

constexpr const char* overview =
    "See where the SRAM of a neural network goes on a microcontroller, before you flash it.";

constexpr const char* programIntroduction = R"(Examples:
  tessera fit model.tflite --target nucleo-f446re    does it fit, and what would help?
  tessera simulate model.onnx --why           the peak and who is to blame, a line for each step
  tessera search model.onnx --sram 256KiB     which stage to run in patches, in which grid
  tessera compare model.onnx layer patch:2x2@auto patch:4x4@auto
  tessera verify model.onnx --schedule patch:4x4@auto    run it in its arena, compare every bit
  tessera export model.tflite -o net --prove host        that schedule as C, proven
  tessera plan model.onnx --sram 64KiB        an offset for every buffer, proven least
  tessera inspect model.onnx                  operators, sizes, the memory of each block
  tessera simulate model.onnx --format json   the same for a program
  tessera targets                             the boards that it knows
  tessera architecture model.onnx             its layers as JSON, which every command reads
  tessera space --sram 320KiB --flash 1MiB    which width and resolution to train networks of
  tessera nas --sram 256KiB --flash 1MiB      networks that fit, each with its schedule
  tessera redistribute model.onnx             the same network with less overlap between patches
  tessera calibrate --measurements mine.csv   a latency from your own measurements
  tessera audit model.tflite --measured layers.csv --target BOARD    predicted beside measured
  tessera diff old.onnx new.onnx              what changed between two models or reports
  tessera check                               hold models against budgets and a baseline

Exit codes: 0 done, 1 a finding, 2 usage, 3 unreadable or invalid input, 4 unsupported operator or
unknown shape, 5 nothing fits the budget, 70 internal error, 130 interrupted. Results go to stdout,
everything else to stderr.)";

/// The command line, and the variables that its words are read into.
struct Declaration {
  bool quiet = false;
  bool verbose = false;
  CommandLine line{overview, programIntroduction, std::string("tessera ") + TESSERA_VERSION};
  FitArguments fit;
  InspectArguments inspect;
  SimulateArguments simulate;
  CompareArguments compare;
  SearchArguments search;
  VerifyArguments verify;
  ExportArguments exported;
  PlanArguments plan;
  TargetsArguments targets;
  ArchitectureArguments architecture;
  SpaceArguments space;
  NasArguments nas;
  RedistributeArguments redistribute;
  CalibrateArguments calibrate;
  AuditArguments audit;
  CheckArguments check;
  DiffArguments diff;

  Declaration() {
    line.flag("-q,--quiet", quiet, "Nothing on stderr but errors: no progress");
    line.flag("-v,--verbose", verbose, "What was read and how long it took, on stderr");
    addFit(line, fit);
    addInspect(line, inspect);
    addSimulate(line, simulate);
    addCompare(line, compare);
    addSearch(line, search);
    addPlan(line, plan);
    addVerify(line, verify);
    addExport(line, exported);
    addTargets(line, targets);
    addArchitecture(line, architecture);
    addSpace(line, space);
    addNas(line, nas);
    addRedistribute(line, redistribute);
    addCalibrate(line, calibrate);
    addAudit(line, audit);
    addCheck(line, check);
    addDiff(line, diff);
  }
};

/// The arguments of the command that was chosen.
Arguments chosen(const Declaration& declared) {
  const std::string command = declared.line.chosen();
  if (command == "fit") return declared.fit;
  if (command == "inspect") return declared.inspect;
  if (command == "compare") return declared.compare;
  if (command == "search") return declared.search;
  if (command == "verify") return declared.verify;
  if (command == "export") return declared.exported;
  if (command == "plan") return declared.plan;
  if (command == "targets") return declared.targets;
  if (command == "architecture") return declared.architecture;
  if (command == "space") return declared.space;
  if (command == "nas") return declared.nas;
  if (command == "redistribute") return declared.redistribute;
  if (command == "calibrate") return declared.calibrate;
  if (command == "audit") return declared.audit;
  if (command == "check") return declared.check;
  if (command == "diff") return declared.diff;
  return declared.simulate;
}

/// To the parts of the command's arguments that print on the way.
void setVerbosity(Arguments& arguments, Verbosity verbosity) {
  std::visit(
      [&](auto& command) {
        if constexpr (requires { command.output.verbosity; }) command.output.verbosity = verbosity;
        if constexpr (requires { command.model.verbosity; }) command.model.verbosity = verbosity;
      },
      arguments);
}

/// Two documents in one file: the second would replace the first.
void checkOutput(const OutputArguments& output) {
  std::set<std::string> files;
  std::vector<std::string> paths{output.path};
  for (const Export& document : output.exports) paths.push_back(document.path);
  for (const std::string& path : paths) {
    if (isStdout(path)) continue;
    if (files.insert(std::filesystem::path(path).lexically_normal().string()).second) continue;
    throw Error(ErrorCode::usage, "two documents for one file", path, "name a file for each");
  }
}

void checkOutputs(const Arguments& arguments) {
  std::visit(
      [](const auto& command) {
        if constexpr (requires { command.output.exports; }) checkOutput(command.output);
      },
      arguments);
}

}  // namespace

ProgramHelp programHelp() { return Declaration().line.help(); }

Arguments parseArguments(int argc, const char* const* argv) {
  Declaration declared;
  if (auto answer = declared.line.parse(argc, argv)) return Answer{std::move(*answer)};
  if (declared.quiet && declared.verbose) {
    throw Error(ErrorCode::usage, "--quiet and --verbose contradict", {}, "leave one of them out");
  }
  Arguments arguments = chosen(declared);
  checkOutputs(arguments);
  if (declared.quiet) setVerbosity(arguments, Verbosity::quiet);
  if (declared.verbose) setVerbosity(arguments, Verbosity::verbose);
  return arguments;
}

}  // namespace tessera::cli
