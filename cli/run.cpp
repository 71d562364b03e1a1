#include "cli/run.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <new>
#include <variant>

#include "cli/arguments.h"
#include "cli/commands/architecture.h"
#include "cli/commands/audit.h"
#include "cli/commands/calibrate.h"
#include "cli/commands/check.h"
#include "cli/commands/compare.h"
#include "cli/commands/diff.h"
#include "cli/commands/export.h"
#include "cli/commands/fit.h"
#include "cli/commands/inspect.h"
#include "cli/commands/nas.h"
#include "cli/commands/plan.h"
#include "cli/commands/redistribute.h"
#include "cli/commands/search.h"
#include "cli/commands/simulate.h"
#include "cli/commands/space.h"
#include "cli/commands/targets.h"
#include "cli/commands/verify.h"
#include "cli/exit_code.h"
#include "cli/file_error.h"
#include "cli/overwrite.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

int complain(const char* line, ErrorCode code) noexcept {
  std::fprintf(stderr, "tessera: %s\n", line);
  return static_cast<int>(code);
}

struct Execute {
  int operator()(const Answer& answer) const {
    writeOutput({}, answer.text);
    return exitDone;
  }
  int operator()(const FitArguments& arguments) const { return fit(arguments); }
  int operator()(const InspectArguments& arguments) const { return inspect(arguments); }
  int operator()(const SimulateArguments& arguments) const { return simulate(arguments); }
  int operator()(const CompareArguments& arguments) const { return compare(arguments); }
  int operator()(const SearchArguments& arguments) const { return search(arguments); }
  int operator()(const VerifyArguments& arguments) const { return verify(arguments); }
  int operator()(const ExportArguments& arguments) const { return exportLibrary(arguments); }
  int operator()(const PlanArguments& arguments) const { return plan(arguments); }
  int operator()(const TargetsArguments& arguments) const { return targets(arguments); }
  int operator()(const ArchitectureArguments& arguments) const { return architecture(arguments); }
  int operator()(const SpaceArguments& arguments) const { return space(arguments); }
  int operator()(const NasArguments& arguments) const { return cli::nas(arguments); }
  int operator()(const RedistributeArguments& arguments) const { return redistribute(arguments); }
  int operator()(const CalibrateArguments& arguments) const { return calibrate(arguments); }
  int operator()(const AuditArguments& arguments) const { return audit(arguments); }
  int operator()(const CheckArguments& arguments) const { return check(arguments); }
  int operator()(const DiffArguments& arguments) const { return diff(arguments); }
};

bool isVerbose(const Arguments& arguments) {
  return std::visit(
      [](const auto& command) {
        if constexpr (requires { command.output.verbosity; }) {
          return command.output.verbosity == Verbosity::verbose;
        }
        return false;
      },
      arguments);
}

void tellDone(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  std::fprintf(stderr, "tessera: done in %.1f ms\n", took.count());
}

}  // namespace

int run(int argc, const char* const* argv) noexcept {
  try {
    const auto start = std::chrono::steady_clock::now();
    const Arguments arguments = parseArguments(argc, argv);
    refuseOverwriting(arguments);
    const int code = std::visit(Execute{}, arguments);
    if (isVerbose(arguments)) tellDone(start);
    return code;
  } catch (const Error& error) {
    return complain(error.what(), error.code());
  } catch (const std::filesystem::filesystem_error& error) {
    return complain(fileError(error).what(), ErrorCode::input);
  } catch (const std::bad_alloc&) {
    return complain("not enough memory; is the model real?", ErrorCode::input);
  } catch (const std::exception& error) {
    return complain((oneLine(error.what()) + "; this is a bug, please report it").c_str(),
                    ErrorCode::internal);
  }
}

}  // namespace tessera::cli
