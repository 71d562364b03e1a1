#include "sim/target/read_runtime.h"

#include <optional>
#include <vector>

#include "core/error.h"
#include "sim/located/located_toml.h"
#include "sim/located/placed.h"
#include "sim/target/latency_toml.h"
#include "sim/target/runtime_keys.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr std::int64_t runtimeVersion = 1;
constexpr const char* docsOfRuntimes = "docs/runtimes.md";

std::vector<std::string> knownKeys() {
  std::vector<std::string> keys{"tessera_runtime", "name", "description", "base"};
  for (const RuntimeKey& entry : runtimeKeys()) keys.emplace_back(entry.key);
  keys.insert(keys.end(), {"count", "source", "latency"});
  return keys;
}

/// What a file says where it names no base: all of plain liveness.
Runtime baseOf(const std::optional<Placed>& at) {
  if (!at) return {};
  const std::optional<Runtime> base = baseRuntime(at->string());
  if (!base) at->oneOf(baseRuntimeNames());  // throws: it is none of them
  return base.value();
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

/// Of fields and counting rules, by their keys.
void readRuleSources(const Placed& table, Runtime& runtime) {
  std::vector<std::string> rules;
  for (const RuntimeKey& entry : runtimeKeys()) rules.emplace_back(entry.key);
  for (const CountingLine& line : switchLines(runtime)) rules.push_back(line.key);
  table.checkKeys(rules);
  for (const auto& [key, value] : table.members()) runtime.sources[key] = nameAt(value);
}

std::string line(std::string_view key, const std::string& toml) {
  return toml.empty() ? "" : std::string(key) + " = " + toml + "\n";
}

std::string textLine(std::string_view key, const std::string& text) {
  return text.empty() ? "" : line(key, tomlText(text));
}

/// Under the table's name, where there are any.
std::string tableOf(std::string_view name, const std::string& lines) {
  return lines.empty() ? "" : "\n[" + std::string(name) + "]\n" + lines;
}

/// The fields that are not those of the base, one a line.
std::string fieldLines(const Runtime& runtime, const std::optional<Runtime>& base) {
  std::string lines;
  for (const RuntimeKey& entry : runtimeKeys()) {
    const std::string own = entry.write(runtime);
    if (!base || own != entry.write(*base)) lines += line(entry.key, own);
  }
  return lines;
}

/// The counting rules that are not those of the base.
std::string countLines(const Runtime& runtime, const std::optional<Runtime>& base) {
  const std::vector<CountingLine> own = switchLines(runtime);
  const std::vector<CountingLine> taken = base ? switchLines(*base) : std::vector<CountingLine>{};
  std::string lines;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (!base || own[i].value != taken[i].value) lines += textLine(own[i].key, own[i].value);
  }
  return lines;
}

/// The sources that are not those of the base.
std::string sourceLines(const Runtime& runtime, const std::optional<Runtime>& base) {
  std::string lines;
  for (const auto& [rule, from] : runtime.sources) {
    const bool taken = base && base->sources.contains(rule) && base->sources.at(rule) == from;
    if (!taken) lines += textLine(rule, from);
  }
  return lines;
}

}  // namespace

Runtime readRuntime(const std::string& text, const std::string& file) {
  const Located root = parseLocatedToml(text, file, docsOfRuntimes);
  const LocatedFile located{file, std::string(docsOfRuntimes) + " describes the format", "a table"};
  const Placed top(root, located);
  top.checkKeys(knownKeys());
  checkVersion(top, "tessera_runtime", runtimeVersion);
  Runtime runtime = baseOf(top.member("base"));
  runtime.name = nameAt(top.required("name", "give the runtime a name"));
  runtime.description = optionalText(top.member("description")).value_or("");
  for (const RuntimeKey& entry : runtimeKeys()) {
    if (const auto at = top.member(entry.key)) entry.read(*at, runtime);
  }
  if (const auto count = top.member("count")) setSwitches(*count, runtime);
  if (const auto sources = top.member("source")) readRuleSources(*sources, runtime);
  const auto latency = top.member("latency");
  runtime.latency = latency ? std::optional(readLatency(*latency)) : std::nullopt;
  return runtime;
}

std::string writeRuntime(const Runtime& runtime) {
  const std::optional<Runtime> base = baseRuntime(runtime.base);
  std::string text = "tessera_runtime = 1\n" + textLine("name", runtime.name) +
                     textLine("description", runtime.description) + textLine("base", runtime.base) +
                     fieldLines(runtime, base) + tableOf("count", countLines(runtime, base)) +
                     tableOf("source", sourceLines(runtime, base));
  if (runtime.latency) text += "\n" + latencyToml(*runtime.latency);
  return text;
}

}  // namespace tessera
