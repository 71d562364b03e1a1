#include "cli/commands/check_init.h"

#include <algorithm>
#include <filesystem>

#include "cli/commands/check_run.h"
#include "cli/exit_code.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "sim/check/starter.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 100'000;

bool isHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Paths relative to the folder, sorted; hidden folders are left out.
std::vector<StarterModel> modelsBelow(const fs::path& folder) {
  std::vector<StarterModel> models;
  std::error_code failed;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                      failed);
  for (std::size_t seen = 0; !failed && at != fs::recursive_directory_iterator(); ++seen) {
    if (seen == mostFiles) {
      throw Error(ErrorCode::input, "more than " + std::to_string(mostFiles) + " files",
                  folder.string(), "run it in the folder of the models");
    }
    if (isHidden(at->path())) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file(failed) &&
               (at->path().extension() == ".onnx" || at->path().extension() == ".tflite")) {
      models.push_back({at->path().lexically_relative(folder).generic_string()});
    }
    at.increment(failed);
  }
  std::sort(models.begin(), models.end(),
            [](const StarterModel& a, const StarterModel& b) { return a.path < b.path; });
  return models;
}

/// Runs the models as a check of the new configuration will, and says how many could not be run.
std::size_t measure(std::vector<StarterModel>& models, const fs::path& file, Verbosity verbosity) {
  const CheckConfig config = readCheckConfig(starterConfig(models), file.string());
  const std::vector<CheckedModel> checked = checkedModels(config, file);
  Progress progress("measuring", verbosity);
  std::size_t failed = 0;
  for (std::size_t i = 0; i < models.size(); ++i) {
    progress.update(i, models.size());
    const auto failure = failureOf(
        [&] { models[i].amounts = takeSnapshot(simulated(checked.at(i), verbosity)).amounts; });
    if (!failure) continue;
    models[i].problem = failure->text;
    ++failed;
  }
  return failed;
}

std::string counted(std::size_t models) {
  return std::to_string(models) + (models == 1 ? " model" : " models");
}

}  // namespace

int checkInit(const CheckArguments& arguments) {
  const fs::path file = arguments.config.empty() ? "tessera.toml" : arguments.config;
  if (fs::exists(file)) {
    throw Error(ErrorCode::usage, "it exists already and is left as it is", file.string(),
                "--config names another file");
  }
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::vector<StarterModel> models = modelsBelow(folder);
  if (models.empty()) {
    throw Error(ErrorCode::input, "no .onnx or .tflite file in it or below", folder.string(),
                "run it in the folder of the models");
  }
  const std::size_t failed = measure(models, file, arguments.output.verbosity);
  writeOutput(file.string(), starterConfig(models));
  writeOutput(
      {}, file.string() + ": " + counted(models.size()) +
              " with limits some 5 % above today's figures; `tessera check` holds them to it\n");
  if (failed > 0) {
    writeOutput({}, counted(failed) + " of them without limits; the file says why\n");
  }
  return exitDone;
}

}  // namespace tessera::cli
