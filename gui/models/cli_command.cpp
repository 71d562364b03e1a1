#include "gui/models/cli_command.h"

#include <filesystem>
#include <string_view>
#include <system_error>

#include "gui/models/usual_settings.h"
#include "sim/search/schedule_named_or_read.h"
#include "sim/target/runtime.h"

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
  const RunSettings defaults;
  const bool interpreted = interpretedFile(path).value_or(false);
  std::string command = "tessera simulate ";
  command += quoted(absolute(path));
  const auto add = [&](const char* option, const std::string& value) {
    command += std::string(" ") + option + " " + quoted(value);
  };
  if (isScheduleFile(settings.schedule)) {
    add("--schedule", absolute(settings.schedule));
  } else if (settings.schedule != defaults.schedule) {
    add("--schedule", settings.schedule);
  }
  if (settings.tiles) add("--tiles", std::string(name(*settings.tiles)));
  if (settings.stageInput) add("--stage-input", std::string(name(*settings.stageInput)));
  if (settings.tileBuffers) add("--tile-buffers", std::string(name(*settings.tileBuffers)));
  if (settings.runtime != usualRuntime(interpreted)) {
    add("--runtime", fileOrName(settings.runtime));
  }
  for (const std::string& keyValue : settings.switches) add("--count", keyValue);
  if (!settings.board.empty()) add("--target", fileOrName(settings.board));
  if (settings.clock) add("--clock", frequency(*settings.clock));
  if (settings.deployment) add("--dtype", std::string(name(*settings.deployment)));
  for (const auto& [input, shape] : settings.inputShapes) {
    add("--input-shape", input + "=" + shape.text());
  }
  for (const std::string& rewrite : settings.rewritesMade) add("--rewrite", rewrite);
  for (const std::string& rewrite : settings.rewritesNotMade) add("--no-rewrite", rewrite);
  if (settings.order != defaults.order) add("--order", std::string(name(settings.order)));
  if (settings.planner) add("--planner", std::string(name(*settings.planner)));
  return command;
}

}  // namespace tessera::gui
