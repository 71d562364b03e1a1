#include "sim/target/runtime.h"

#include <fmt/core.h>

#include <array>

#include "core/closest_name.h"
#include "core/error.h"

namespace tessera {

namespace {

/// A counting rule that can be switched, and the words for its two positions.
struct Switch {
  std::string_view key;
  bool CountingRules::*rule;
  std::string_view on;
  std::string_view onText;
  std::string_view off;
  std::string_view offText;
};

constexpr std::array<Switch, 3> switches{{
    {"depthwise_in_place", &CountingRules::depthwiseInPlace, "yes",
     "a depthwise convolution writes over its dying input", "no", "nothing is computed in place"},
    {"residual_until", &CountingRules::residualUntilAdd, "add",
     "a residual is held until the add that reads it", "depthwise",
     "a residual is let go after the last depthwise before its add"},
    {"stage_input", &CountingRules::stageInputStreamed, "streamed",
     "a per-patch stage reads the graph input patch by patch, from outside SRAM", "resident",
     "the graph input of a per-patch stage is whole in SRAM for all its patches"},
}};

}  // namespace

Runtime livenessRuntime() { return {"liveness", {}}; }

Runtime paperRuntime() { return {"paper", {true, false, true}}; }

Runtime runtimeNamed(const std::string& name) {
  for (Runtime runtime : {livenessRuntime(), paperRuntime()}) {
    if (runtime.name == name) return runtime;
  }
  throw Error(ErrorCode::usage, "there is no runtime '" + name + "'", {},
              closestName(name, {"liveness", "paper"}));
}

void setSwitch(Runtime& runtime, const std::string& keyValue) {
  const std::size_t equals = keyValue.find('=');
  const std::string key = keyValue.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : keyValue.substr(equals + 1);
  std::vector<std::string> keys;
  for (const Switch& entry : switches) {
    keys.emplace_back(entry.key);
    if (entry.key != key) continue;
    if (value != entry.on && value != entry.off) {
      throw Error(ErrorCode::usage, "'" + value + "' is no value of the counting rule " + key, {},
                  fmt::format("it takes {} or {}", entry.on, entry.off));
    }
    runtime.rules.*entry.rule = value == entry.on;
    return;
  }
  throw Error(ErrorCode::usage, "there is no counting rule '" + key + "'", {},
              closestName(key, keys));
}

std::vector<CountingLine> countingLines(const Runtime& runtime) {
  std::vector<CountingLine> lines{
      {"activations", "live", "every activation from the step that writes it to its last reader"},
      {"graph_input", "counted", "graph inputs from the first step to their last reader"},
      {"graph_output", "counted", "graph outputs from the step that writes them to the end"},
      {"reshape", "view", "a reshape is a view of its input and takes no bytes"},
      {"weights", "flash", "weights stay in flash"},
      {"scratch", "none", "kernel scratch, stack and runtime structures are not counted"},
  };
  for (const Switch& entry : switches) {
    const bool on = runtime.rules.*entry.rule;
    lines.push_back({std::string(entry.key), std::string(on ? entry.on : entry.off),
                     std::string(on ? entry.onText : entry.offText)});
  }
  return lines;
}

}  // namespace tessera
