#include "cli/commands/check_run.h"

#include <exception>
#include <filesystem>
#include <new>

#include "cli/commands/watched_study.h"
#include "cli/file_error.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

/// The error in one line, with a hint that fits tessera.toml where it names a flag that check
/// lacks.
std::string failureText(const Error& error) {
  if (error.hint().find("--input-shape") == std::string::npos) return error.what();
  return Error(error.code(), error.message(), error.where(),
               "give them in its entry, such as input_shapes = { image = [1, 3, 32, 32] }")
      .what();
}

}  // namespace

SimulationReport simulated(const CheckedModel& model, Verbosity verbosity) {
  const ModelArguments arguments{model.path.string(), model.entry.study, verbosity};
  StudyProgress progress(arguments);
  SimulationReport report = studyOf(arguments, progress).simulation();
  report.model.name = model.name;
  return report;
}

std::optional<CheckFailure> failureOf(const std::function<void()>& work) {
  try {
    work();
    return std::nullopt;
  } catch (const Error& error) {
    return CheckFailure{error.code(), failureText(error)};
  } catch (const std::bad_alloc&) {
    return CheckFailure{ErrorCode::input, "not enough memory; is the model real?"};
  } catch (const std::filesystem::filesystem_error& error) {
    return CheckFailure{ErrorCode::input, fileError(error).what()};
  } catch (const std::exception& error) {
    return CheckFailure{ErrorCode::internal,
                        oneLine(error.what()) + "; this is a bug, please report it"};
  }
}

}  // namespace tessera::cli
