#include "sim/target/read_runtime.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "sim/located/located_toml.h"
#include "sim/located/placed.h"
#include "sim/target/latency_toml.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr std::int64_t runtimeVersion = 1;

Runtime baseOf(const Placed& at) {
  const std::vector<std::string> names = memoryRuntimeNames();
  return memoryRuntime(at.oneOf(names));
}

void setSwitches(const Placed& table, Runtime& runtime) {
  for (const auto& [key, value] : table.members()) {
    try {
      setSwitch(runtime, key + "=" + value.string("the rule's value, as text"));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::usage) throw;
      value.fail(error.message(), error.hint());
    }
  }
}

constexpr std::array<std::string_view, 3> runsNames{"nothing", "layers", "patches"};

Runs runsOf(const Placed& at) {
  const std::vector<std::string> names(runsNames.begin(), runsNames.end());
  const auto found = std::find(names.begin(), names.end(), at.oneOf(names));
  return static_cast<Runs>(found - names.begin());
}

/// What is run, where it is not what the base runs.
std::string runsBeyondBase(const Runtime& runtime) {
  if (runtime.runs == memoryRuntime(runtime.base).runs) return {};
  return "runs = " + tomlText(std::string(runsNames.at(static_cast<std::size_t>(runtime.runs)))) +
         "\n";
}

/// The counting rules that are not those of the base, one a line.
std::string switchesBeyondBase(const Runtime& runtime) {
  const std::vector<CountingLine> base = switchLines(memoryRuntime(runtime.base));
  const std::vector<CountingLine> own = switchLines(runtime);
  std::string lines;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (own[i].value != base[i].value) lines += own[i].key + " = " + tomlText(own[i].value) + "\n";
  }
  return lines;
}

}  // namespace

Runtime readRuntime(const std::string& text, const std::string& file) {
  const Located root = parseLocatedToml(text, file, "docs/targets.md");
  const LocatedFile located{file, "docs/latency.md describes the format", "a table"};
  const Placed top(root, located);
  top.checkKeys(
      {"tessera_runtime", "name", "description", "base", "bound", "runs", "count", "latency"});
  checkVersion(top, "tessera_runtime", runtimeVersion);
  Runtime runtime = baseOf(top.required("base", "give the runtime whose memory rules it has"));
  runtime.name = nameAt(top.required("name", "give the runtime a name"));
  runtime.description = optionalText(top.member("description")).value_or("");
  runtime.bound = optionalText(top.member("bound")).value_or("");
  if (const auto runs = top.member("runs")) runtime.runs = runsOf(*runs);
  if (const auto count = top.member("count")) setSwitches(*count, runtime);
  if (const auto latency = top.member("latency")) runtime.latency = readLatency(*latency);
  return runtime;
}

std::string writeRuntime(const Runtime& runtime) {
  const auto line = [](const char* key, const std::string& text) {
    return text.empty() ? "" : std::string(key) + " = " + tomlText(text) + "\n";
  };
  std::string text = "tessera_runtime = 1\n" + line("name", runtime.name) +
                     line("description", runtime.description) + line("base", runtime.base) +
                     line("bound", runtime.bound) + runsBeyondBase(runtime);
  const std::string count = switchesBeyondBase(runtime);
  if (!count.empty()) text += "\n[count]\n" + count;
  if (runtime.latency) text += "\n" + latencyToml(*runtime.latency);
  return text;
}

}  // namespace tessera
