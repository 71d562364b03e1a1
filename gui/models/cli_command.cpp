#include "gui/models/cli_command.h"

#include <filesystem>
#include <system_error>

#include "gui/models/load.h"
#include "gui/models/usual_settings.h"
#include "sim/search/schedule_named_or_read.h"
#include "sim/study/command_words.h"
#include "sim/target/runtime.h"

namespace tessera::gui {
namespace {

/// The terminal may be in another folder.
std::string absolute(const std::string& file) {
  std::error_code ignored;
  const auto path = std::filesystem::absolute(file, ignored);
  return ignored ? file : path.lexically_normal().string();
}

std::string fileOrName(const std::string& value) {
  return value.ends_with(".toml") ? absolute(value) : value;
}

}  // namespace

std::string cliCommand(const std::string& path, const RunSettings& settings) {
  StudyRequest request = requestOf(settings);
  if (isScheduleFile(request.schedule)) request.schedule = absolute(request.schedule);
  const bool usual = request.runtime == usualRuntime(interpretedFile(path).value_or(false));
  request.runtime = usual ? "" : fileOrName(request.runtime);
  request.board = fileOrName(request.board);
  return "tessera simulate " + shellWord(absolute(path)) + commandOptions(request);
}

}  // namespace tessera::gui
