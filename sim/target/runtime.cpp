#include "sim/target/runtime.h"

#include <algorithm>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "sim/target/device.h"
#include "sim/target/embedded.h"
#include "sim/target/read_runtime.h"

namespace tessera {
namespace {

/// Each file is called after the runtime that it holds.
std::string runtimeIn(const EmbeddedFile& file) {
  return std::string(file.name.substr(0, file.name.rfind('.')));
}

const EmbeddedFile* fileOf(const std::string& name) {
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    if (equalNames(runtimeIn(file), name)) return &file;
  }
  return nullptr;
}

bool startsWith(const std::string& name, const std::string& beginning) {
  return equalNames(std::string_view(name).substr(0, beginning.size()), beginning);
}

/// A base is named in a line before all tables. Nothing is parsed, so that names cost no time.
bool hasBase(const EmbeddedFile& file) {
  return file.text.substr(0, file.text.find("\n[")).find("\nbase = ") != std::string_view::npos;
}

Runtime readBuiltIn(const EmbeddedFile& file) {
  Runtime runtime = readRuntime(std::string(file.text), std::string(file.name));
  if (runtime.base.empty()) runtime.base = runtime.name;
  return runtime;
}

}  // namespace

std::string_view name(Runs runs) {
  switch (runs) {
    case Runs::nothing:
      return "nothing";
    case Runs::layers:
      return "layers";
    case Runs::patches:
      return "patches";
  }
  return {};
}

std::string_view name(Interpreter interpreter) {
  switch (interpreter) {
    case Interpreter::none:
      return "none";
    case Interpreter::tflm:
      return "tflm";
  }
  return {};
}

bool isMadeFor(const Runtime& runtime, const Device& device) {
  if (runtime.chips.empty() || (!device.mcu && !device.core)) return true;
  return std::any_of(runtime.chips.begin(), runtime.chips.end(), [&](const std::string& chip) {
    const auto& known = startsWith(chip, "Cortex") ? device.core : device.mcu;
    return !known || startsWith(*known, chip);
  });
}

std::string usualRuntime(bool interpreted) { return interpreted ? "tflm" : "liveness"; }

std::vector<std::string> baseRuntimeNames() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    if (!hasBase(file)) names.push_back(runtimeIn(file));
  }
  return names;
}

std::vector<std::string> runtimeNames() {
  std::vector<std::string> names = baseRuntimeNames();
  for (const EmbeddedFile& file : embeddedRuntimes()) {
    if (hasBase(file)) names.push_back(runtimeIn(file));
  }
  return names;
}

std::optional<Runtime> baseRuntime(const std::string& name) {
  const EmbeddedFile* file = fileOf(name);
  if (file == nullptr || hasBase(*file)) return std::nullopt;
  return readBuiltIn(*file);
}

Runtime runtimeNamed(const std::string& name) {
  if (const EmbeddedFile* file = fileOf(name)) return readBuiltIn(*file);
  throw Error(ErrorCode::usage, "there is no runtime '" + name + "'", {},
              closestName(name, runtimeNames()));
}

const BoardSpeeds& builtInBoardSpeeds() {
  static const BoardSpeeds speeds = [] {
    std::vector<LatencyModel> models;
    for (const std::string& name : runtimeNames()) {
      if (auto latency = runtimeNamed(name).latency) models.push_back(std::move(*latency));
    }
    return boardSpeedsOf(std::move(models));
  }();
  return speeds;
}

}  // namespace tessera
