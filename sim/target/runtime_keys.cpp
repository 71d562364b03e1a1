#include "sim/target/runtime_keys.h"

#include <array>
#include <utility>
#include <vector>

#include "core/rewrite_names.h"
#include "sim/target/latency_toml.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

/// A field that is one of `choices`, by its name.
template <auto Field, auto... choices>
constexpr RuntimeKey choiceKey(std::string_view key) {
  return {key,
          [](const Placed& at, Runtime& runtime) {
            const std::string& word = at.oneOf({std::string(name(choices))...});
            ((name(choices) == word ? void(runtime.*Field = choices) : void()), ...);
          },
          [](const Runtime& runtime) { return tomlText(std::string(name(runtime.*Field))); }};
}

/// As `choiceKey`, of all planners.
template <std::size_t... index>
constexpr RuntimeKey plannerKey(std::index_sequence<index...>) {
  return choiceKey<&Runtime::planner, allPlanners[index]...>("planner");
}

/// A text of one line that may be empty.
template <auto Field>
constexpr RuntimeKey textKey(std::string_view key) {
  return {key, [](const Placed& at, Runtime& runtime) { runtime.*Field = nameAt(at); },
          [](const Runtime& runtime) {
            return (runtime.*Field).empty() ? std::string() : tomlText(runtime.*Field);
          }};
}

/// The words of a list, without its brackets.
std::string listText(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + tomlText(word);
  return list;
}

/// A list of the importers' rewrites.
template <auto Field>
constexpr RuntimeKey rewritesKey(std::string_view key) {
  return {key,
          [](const Placed& at, Runtime& runtime) {
            (runtime.*Field).clear();
            for (const Placed& rewrite : at.elements()) {
              (runtime.*Field).push_back(rewrite.oneOf(rewriteNames()));
            }
          },
          [](const Runtime& runtime) { return "[" + listText(runtime.*Field) + "]"; }};
}

/// A list of words.
template <auto Field>
constexpr RuntimeKey wordsKey(std::string_view key) {
  return {key,
          [](const Placed& at, Runtime& runtime) {
            (runtime.*Field).clear();
            for (const Placed& word : at.elements()) (runtime.*Field).push_back(nameAt(word));
          },
          [](const Runtime& runtime) {
            const std::string list = listText(runtime.*Field);
            return list.empty() ? list : "[" + list + "]";
          }};
}

/// Left out where it is false.
template <auto Field>
constexpr RuntimeKey flagKey(std::string_view key) {
  return {key, [](const Placed& at, Runtime& runtime) { runtime.*Field = at.boolean(); },
          [](const Runtime& runtime) { return std::string(runtime.*Field ? "true" : ""); }};
}

/// A number of bytes, 0 included, or nothing where it is not known.
template <auto Field>
constexpr RuntimeKey bytesKey(std::string_view key) {
  return {key, [](const Placed& at, Runtime& runtime) { runtime.*Field = bytesAt(at, Bytes(0)); },
          [](const Runtime& runtime) {
            const auto& bytes = runtime.*Field;
            return bytes ? std::to_string(bytes->count()) : std::string();
          }};
}

/// Two sizes, the lesser first.
template <auto Field>
constexpr RuntimeKey rangeKey(std::string_view key) {
  return {key,
          [](const Placed& at, Runtime& runtime) {
            const auto elements = at.elements();
            if (elements.size() != 2) at.fail("is not two sizes", "write [\"84kB\", \"115kB\"]");
            const Bytes least = bytesAt(elements[0], Bytes(0));
            runtime.*Field = ByteRange{least, bytesAt(elements[1], least)};
          },
          [](const Runtime& runtime) {
            const auto& range = runtime.*Field;
            return range ? "[" + std::to_string(range->least.count()) + ", " +
                               std::to_string(range->most.count()) + "]"
                         : std::string();
          }};
}

constexpr std::array<RuntimeKey, 14> fieldKeys{
    textKey<&Runtime::release>("release"),
    textKey<&Runtime::bound>("bound"),
    choiceKey<&Runtime::runs, Runs::nothing, Runs::layers, Runs::patches>("runs"),
    plannerKey(std::make_index_sequence<allPlanners.size()>()),
    choiceKey<&Runtime::interpreter, Interpreter::none, Interpreter::tflm>("interpreter"),
    flagKey<&Runtime::onlyIfNamed>("only_if_named"),
    wordsKey<&Runtime::chips>("chips"),
    choiceKey<&Runtime::tiles, TilePolicy::clipped, TilePolicy::full>("tiles"),
    choiceKey<&Runtime::tileBuffers, TileBuffers::perPatch, TileBuffers::largest>("tile_buffers"),
    rewritesKey<&Runtime::rewritesMade>("rewrites_made"),
    rewritesKey<&Runtime::rewritesNotMade>("rewrites_not_made"),
    bytesKey<&Runtime::sramOverhead>("sram_overhead_bytes"),
    bytesKey<&Runtime::codeBytes>("code_bytes"),
    rangeKey<&Runtime::codeMeasured>("code_measured_bytes"),
};

}  // namespace

std::span<const RuntimeKey> runtimeKeys() { return fieldKeys; }

}  // namespace tessera
