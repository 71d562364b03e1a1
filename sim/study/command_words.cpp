#include "sim/study/command_words.h"

#include <string_view>

namespace tessera {
namespace {

constexpr std::string_view plain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";

}  // namespace

std::string shellWord(const std::string& word) {
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string commandOptions(const StudyRequest& request) {
  const StudyRequest defaults;
  std::string options;
  const auto add = [&](const char* option, const std::string& value) {
    options += std::string(" ") + option + " " + shellWord(value);
  };
  if (request.schedule != defaults.schedule) add("--schedule", request.schedule);
  if (request.tiles) add("--tiles", std::string(name(*request.tiles)));
  if (request.stageInput) add("--stage-input", std::string(name(*request.stageInput)));
  if (request.tileBuffers) add("--tile-buffers", std::string(name(*request.tileBuffers)));
  if (!request.runtime.empty()) add("--runtime", request.runtime);
  for (const std::string& keyValue : request.switches) add("--count", keyValue);
  if (!request.board.empty()) add("--target", request.board);
  if (request.clock) add("--clock", frequency(*request.clock));
  if (!request.engineVersion.empty()) add("--engine-version", request.engineVersion);
  if (request.sram) add("--sram", std::to_string(request.sram->count()));
  if (request.deployment) add("--dtype", std::string(name(*request.deployment)));
  for (const auto& [input, shape] : request.inputShapes) {
    add("--input-shape", input + "=" + shape.text());
  }
  for (const std::string& rewrite : request.rewritesMade) add("--rewrite", rewrite);
  for (const std::string& rewrite : request.rewritesNotMade) add("--no-rewrite", rewrite);
  if (request.order != defaults.order) add("--order", std::string(name(request.order)));
  if (request.planner) add("--planner", std::string(name(*request.planner)));
  const SearchLimits& limits = request.limits;
  const auto seconds = [](std::chrono::milliseconds time) {
    return std::to_string(static_cast<double>(time.count()) / 1000.0);
  };
  if (limits.planSteps != defaults.limits.planSteps) {
    add("--planner-steps", std::to_string(limits.planSteps));
  }
  if (limits.orderSteps != defaults.limits.orderSteps) {
    add("--order-steps", std::to_string(limits.orderSteps));
  }
  if (limits.planTime.count() > 0) add("--time-limit", seconds(limits.planTime));
  if (limits.orderTime.count() > 0) add("--order-time-limit", seconds(limits.orderTime));
  return options;
}

}  // namespace tessera
