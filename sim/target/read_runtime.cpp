#include "sim/target/read_runtime.h"

#include "core/error.h"
#include "sim/located/located_toml.h"
#include "sim/located/placed.h"
#include "sim/target/latency_toml.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr std::int64_t version = 1;

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

}  // namespace

Runtime readRuntime(const std::string& text, const std::string& file) {
  const Located root = parseLocatedToml(text, file);
  const LocatedFile located{file, "docs/latency.md describes the format", "a table"};
  const Placed top(root, located);
  top.checkKeys({"tessera_runtime", "name", "description", "base", "bound", "count", "latency"});
  checkVersion(top, "tessera_runtime", version);
  Runtime runtime = baseOf(top.required("base", "give the runtime whose memory rules it has"));
  runtime.name = nameAt(top.required("name", "give the runtime a name"));
  runtime.description = optionalText(top.member("description")).value_or("");
  runtime.bound = optionalText(top.member("bound")).value_or("");
  if (const auto count = top.member("count")) setSwitches(*count, runtime);
  if (const auto latency = top.member("latency")) runtime.latency = readLatency(*latency);
  return runtime;
}

std::string writeRuntime(const std::string& base, const std::string& name,
                         const LatencyModel& latency) {
  return "tessera_runtime = 1\nname = " + tomlText(name) + "\nbase = " + tomlText(base) + "\n\n" +
         latencyToml(latency);
}

}  // namespace tessera
