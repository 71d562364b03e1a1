#include "cli/commands/check_inputs.h"

#include <charconv>

#include "cli/file_error.h"
#include "core/read_text.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* configHint = "`tessera check init` writes a first one";
constexpr const char* baselineHint = "`tessera check --update-baseline` writes it";

Baseline loadBaseline(const fs::path& path) {
  if (!fs::exists(path)) {
    throw Error(ErrorCode::input, "there is no baseline yet", path.string(), baselineHint);
  }
  return readBaseline(readText(path.string(), "the baseline", baselineHint), path.string());
}

/// The file of the baseline: the option's, or the configuration's; empty where there is none.
fs::path baselinePath(const CheckArguments& arguments, const CheckConfig& config,
                      const fs::path& file) {
  if (!arguments.baseline.empty()) return arguments.baseline;
  if (!config.baseline.empty()) return fromConfig(file, config.baseline);
  if (config.requireBaseline) {
    throw Error(
        ErrorCode::input, "a baseline is required, and none is named",
        file.string() + ":" + std::to_string(*config.requireBaseline) + ": key 'require_baseline'",
        "add baseline = \"tessera-baseline.json\"");
  }
  if (!arguments.updateBaseline && !arguments.ratchet) return {};
  throw Error(ErrorCode::usage, "no baseline to write", {},
              "add --baseline FILE, or baseline = \"tessera-baseline.json\" to " + file.string());
}

void fill(const CheckArguments& arguments, CheckInputs& inputs) {
  inputs.config = findConfig(arguments.config);
  const std::string file = inputs.config.string();
  inputs.settings = readCheckConfig(readText(file, "the configuration", configHint), file);
  inputs.baseline = baselinePath(arguments, inputs.settings, inputs.config);
  const bool create = arguments.updateBaseline && !fs::exists(inputs.baseline);
  if (!inputs.baseline.empty() && !create) inputs.accepted = loadBaseline(inputs.baseline);
  inputs.models = checkedModels(inputs.settings, inputs.config);
}

/// The line that an error's place ("FILE:12:1: key 'models'") names of a file, 0 where it names
/// none; nothing where the place is not in that file.
std::optional<std::size_t> lineIn(const std::string& file, const std::string& where) {
  if (file.empty() || where.rfind(file, 0) != 0) return std::nullopt;
  std::size_t line = 0;
  if (where.size() == file.size()) return line;
  if (where[file.size()] != ':') return std::nullopt;
  std::from_chars(where.data() + file.size() + 1, where.data() + where.size(), line);
  return line;
}

}  // namespace

void readInputs(const CheckArguments& arguments, CheckInputs& inputs) {
  try {
    fill(arguments, inputs);
  } catch (const fs::filesystem_error& error) {
    throw fileError(error);
  }
}

std::vector<std::string> filesRead(const CheckInputs& inputs) {
  std::vector<std::string> files{inputs.config.string(), inputs.baseline.string()};
  for (const CheckedModel& model : inputs.models) {
    const StudyRequest& study = model.entry.study;
    files.insert(files.end(), {model.path.string(), study.board, study.runtime, study.schedule});
  }
  return files;
}

CheckReport failedReport(const Error& error, const CheckInputs& inputs) {
  CheckReport report{inputs.config.string(), inputs.baseline.string(), {}, {}, {}};
  report.failure =
      InputFailure{{error.code(), error.what()}, report.config, inputs.settings.baselineLine};
  for (const std::string& file : {report.config, report.baseline}) {
    const auto line = lineIn(file, error.where());
    if (!line || !fs::exists(file)) continue;
    report.failure->file = file;
    report.failure->line = *line;
  }
  return report;
}

}  // namespace tessera::cli
