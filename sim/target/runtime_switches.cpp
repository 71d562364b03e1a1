#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "core/closest_name.h"
#include "core/error.h"
#include "core/rewrite_names.h"
#include "sim/target/runtime.h"

namespace tessera {
namespace {

struct SwitchValue {
  std::string_view word;
  std::string_view text;
};

/// A counting rule that can be switched, and the words for its positions.
struct Switch {
  std::string_view key;
  std::span<const SwitchValue> values;
  std::size_t (*position)(const Runtime&);
  void (*set)(Runtime&, std::size_t position);
};

/// A rule whose values, as numbers, are the positions of their words.
template <auto Rule>
constexpr Switch ruleSwitch(std::string_view key, std::span<const SwitchValue> values) {
  return {key, values,
          [](const Runtime& runtime) { return static_cast<std::size_t>(runtime.rules.*Rule); },
          [](Runtime& runtime, std::size_t position) {
            auto& rule = runtime.rules.*Rule;
            rule = static_cast<std::remove_reference_t<decltype(rule)>>(position);
          }};
}

constexpr std::array<SwitchValue, 3> depthwiseInPlace{{
    {"no", "a depthwise convolution writes a buffer of its own"},
    {"yes", "a depthwise convolution writes over its dying input"},
    {"shared",
     "a depthwise convolution writes over its dying input and keeps its buffer, after stride 2 a "
     "quarter of it"},
}};

constexpr std::array<SwitchValue, 2> elementwiseInPlace{{
    {"no", "an elementwise operator or activation writes a buffer of its own"},
    {"yes",
     "activations and elementwise operators of two operands write over a dying first operand"},
}};

constexpr std::array<SwitchValue, 2> allOverlap{{
    {"no", "other operators write buffers of their own"},
    {"yes",
     "every operator's only result lies over the largest operand that dies with it, whether its "
     "kernel can or not: a bound"},
}};

constexpr std::array<SwitchValue, 2> residualUntil{{
    {"depthwise", "a residual is let go after the last depthwise before its add"},
    {"add", "a residual is held until the add that reads it"},
}};

constexpr std::array<SwitchValue, 2> stageInput{{
    {"resident", "the graph input of a per-patch stage is whole in SRAM for all its patches"},
    {"streamed", "a per-patch stage reads the graph input patch by patch, from outside SRAM"},
}};

constexpr std::array<SwitchValue, 6> scratch{{
    {"none", "kernel scratch, stack and runtime structures are not counted"},
    {"reference", "as TFLite Micro's reference kernels ask for it"},
    {"cmsis-nn", "as CMSIS-NN with DSP instructions asks for it (M4, M7, M33); floats: reference"},
    {"cmsis-nn-c", "as CMSIS-NN in plain C asks for it (M0+, M3); floats: reference kernels"},
    {"cmsis-nn-mve", "as CMSIS-NN with Helium asks for it (M55, M85); floats: reference kernels"},
    {"tinyengine",
     "TinyEngine's largest im2col and kernel buffer for the whole run, and a patch of the stage's "
     "output before it is copied into place"},
}};

constexpr std::array<SwitchValue, 4> tensorRounding{{
    {"1", "sizes are planned as they are"},
    {"4", "sizes are rounded up to 4 bytes before planning"},
    {"8", "sizes are rounded up to 8 bytes before planning"},
    {"16", "sizes are rounded up to 16 bytes before planning"},
}};

std::size_t roundingPosition(const Runtime& runtime) {
  const std::string bytes = std::to_string(runtime.roundTo);
  const auto* at = std::find_if(tensorRounding.begin(), tensorRounding.end(),
                                [&](const SwitchValue& value) { return value.word == bytes; });
  return static_cast<std::size_t>(at - tensorRounding.begin());
}

/// The words of this rule are its numbers.
void setRounding(Runtime& runtime, std::size_t position) {
  runtime.roundTo = std::stoll(std::string(tensorRounding.at(position).word));
}

constexpr std::array<Switch, 7> switches{
    ruleSwitch<&CountingRules::depthwiseInPlace>("depthwise_in_place", depthwiseInPlace),
    ruleSwitch<&CountingRules::elementwiseInPlace>("elementwise_in_place", elementwiseInPlace),
    ruleSwitch<&CountingRules::allOverlap>("all_overlap", allOverlap),
    ruleSwitch<&CountingRules::residualUntilAdd>("residual_until", residualUntil),
    ruleSwitch<&CountingRules::stageInputStreamed>("stage_input", stageInput),
    ruleSwitch<&CountingRules::scratch>("scratch", scratch),
    Switch{"tensor_rounding", tensorRounding, roundingPosition, setRounding},
};

std::string wordsOf(const Switch& entry) {
  std::string words;
  for (std::size_t i = 0; i < entry.values.size(); ++i) {
    if (i > 0) words += i + 1 == entry.values.size() ? " or " : ", ";
    words += entry.values[i].word;
  }
  return words;
}

std::size_t positionOf(const Switch& entry, const std::string& word) {
  for (std::size_t i = 0; i < entry.values.size(); ++i) {
    if (entry.values[i].word == word) return i;
  }
  throw Error(ErrorCode::usage,
              fmt::format("'{}' is not a value of the counting rule {}", word, entry.key), {},
              "it takes " + wordsOf(entry));
}

/// Whether `rewrites` names that rewrite, or all of them.
bool namesRewrite(const std::vector<std::string>& rewrites, std::string_view rewrite) {
  return std::any_of(rewrites.begin(), rewrites.end(), [&](const std::string& name) {
    return name == everyRewrite || name == rewrite;
  });
}

CountingLine reshapeLine(const Runtime& runtime) {
  if (!namesRewrite(runtime.rewritesNotMade, aliasReshapesName)) {
    return {"reshape", "view", "a reshape is a view of its input and takes no bytes"};
  }
  return {"reshape", "copy", "a reshape is an operator that writes a tensor of its own"};
}

std::string rewriteList(const std::vector<std::string>& rewrites) {
  std::string list;
  for (const std::string& rewrite : rewrites) list += (list.empty() ? "" : ", ") + rewrite;
  return list;
}

CountingLine rewritesLine(const Runtime& runtime) {
  const bool all = namesRewrite(runtime.rewritesMade, everyRewrite);
  const std::string some =
      all || runtime.rewritesMade.empty() ? "" : rewriteList(runtime.rewritesMade);
  const std::string left = rewriteList(runtime.rewritesNotMade);
  if (left.empty()) {
    return {"rewrites_not_made", "none",
            all ? "every rewrite that inspect lists"
                : "those that the file's format asks for" + (some.empty() ? "" : ", and " + some)};
  }
  return {"rewrites_not_made", left,
          all ? "these operators stay as they are; every other rewrite that inspect lists is made"
              : "these operators stay as they are" +
                    (some.empty() ? "" : "; made whatever the format: " + some)};
}

}  // namespace

void setSwitch(Runtime& runtime, const std::string& keyValue) {
  const std::size_t equals = keyValue.find('=');
  const std::string key = keyValue.substr(0, equals);
  const std::string word = equals == std::string::npos ? "" : keyValue.substr(equals + 1);
  std::vector<std::string> keys;
  for (const Switch& entry : switches) {
    keys.emplace_back(entry.key);
    if (entry.key != key) continue;
    entry.set(runtime, positionOf(entry, word));
    return;
  }
  throw Error(ErrorCode::usage, "there is no counting rule '" + key + "'", {},
              closestName(key, keys));
}

std::vector<CountingLine> switchLines(const Runtime& runtime) {
  std::vector<CountingLine> lines;
  for (const Switch& entry : switches) {
    const SwitchValue& value = entry.values[entry.position(runtime)];
    lines.push_back({std::string(entry.key), std::string(value.word), std::string(value.text)});
  }
  return lines;
}

std::vector<CountingLine> countingLines(const Runtime& runtime) {
  std::vector<CountingLine> lines{
      {"activations", "live", "every activation from the step that writes it to its last reader"},
      {"graph_input", "counted", "graph inputs from the first step to their last reader"},
      {"graph_output", "counted", "graph outputs from the step that writes them to the end"},
      reshapeLine(runtime),
      {"weights", "flash", "weights stay in flash"},
  };
  const std::vector<CountingLine> switched = switchLines(runtime);
  lines.insert(lines.end(), switched.begin(), switched.end());
  lines.push_back(
      {"planner", std::string(name(runtime.planner)), "assigns an address to each buffer"});
  lines.push_back(rewritesLine(runtime));
  return lines;
}

}  // namespace tessera
