#include "cli/commands/check_init.h"

#include <algorithm>
#include <filesystem>

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "sim/check/starter.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 100'000;

bool isHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Paths relative to the folder, sorted; hidden folders are left out.
std::vector<std::string> modelsBelow(const fs::path& folder) {
  std::vector<std::string> models;
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
      models.push_back(at->path().lexically_relative(folder).generic_string());
    }
    at.increment(failed);
  }
  std::sort(models.begin(), models.end());
  return models;
}

}  // namespace

int checkInit(const CheckArguments& arguments) {
  const fs::path file = arguments.config.empty() ? "tessera.toml" : arguments.config;
  if (fs::exists(file)) {
    throw Error(ErrorCode::usage, "it exists already and is left as it is", file.string(),
                "--config names another file");
  }
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const std::vector<std::string> models = modelsBelow(folder);
  if (models.empty()) {
    throw Error(ErrorCode::input, "no .onnx or .tflite file in it or below", folder.string(),
                "run it in the folder of the models");
  }
  writeOutput(file.string(), starterConfig(models));
  writeOutput({}, file.string() + ": " + std::to_string(models.size()) +
                      (models.size() == 1 ? " model" : " models") +
                      "; set limits in it, then run `tessera check --update-baseline`\n");
  return exitDone;
}

}  // namespace tessera::cli
