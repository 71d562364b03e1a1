#include "gui/models/cli_command.h"

#include <string_view>

namespace tessera::gui {
namespace {

constexpr std::string_view plain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";

std::string quoted(const std::string& word) {
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string cliCommand(const std::string& path, const RunSettings& settings) {
  const RunSettings defaults;
  std::string command = settings.planner ? "tessera plan " : "tessera simulate ";
  command += quoted(path);
  const auto add = [&](const char* option, const std::string& value) {
    command += std::string(" ") + option + " " + quoted(value);
  };
  if (settings.planner) add("--planner", std::string(name(*settings.planner)));
  if (settings.schedule != defaults.schedule) add("--schedule", settings.schedule);
  if (settings.tiles) add("--tiles", std::string(name(*settings.tiles)));
  if (settings.stageInput) add("--stage-input", std::string(name(*settings.stageInput)));
  if (settings.tileBuffers) add("--tile-buffers", std::string(name(*settings.tileBuffers)));
  if (settings.runtime != defaults.runtime) add("--runtime", settings.runtime);
  for (const std::string& keyValue : settings.switches) add("--count", keyValue);
  if (!settings.board.empty()) add("--target", settings.board);
  if (settings.clock) add("--clock", frequency(*settings.clock));
  if (settings.deployment != defaults.deployment) {
    add("--dtype", std::string(name(settings.deployment)));
  }
  return command;
}

}  // namespace tessera::gui
