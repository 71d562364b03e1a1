#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/units.h"
#include "sim/located/placed.h"

/// The values of device and runtime files. Each throws Error(input) at its place where the value is
/// of another kind or out of range; optional ones are absent where the key is.
namespace tessera {

/// The file's version, under `key`, must be `version`.
void checkVersion(const Placed& root, const std::string& key, std::int64_t version);

/// A text that is not empty, in one line.
std::string nameAt(const Placed& at);
std::optional<std::string> optionalText(const std::optional<Placed>& at);

/// A number of bytes from `least` to 4 GiB, or text with a unit: "256KiB", "64 kB".
Bytes bytesAt(const Placed& at, Bytes least = Bytes(1));
std::optional<Bytes> optionalBytes(const std::optional<Placed>& at);

/// From 1 kHz to 10 GHz: "480MHz", or a number of hertz.
Hertz clockAt(const Placed& at);

/// From `least` to `most`; `wanted` says what belongs there.
std::int64_t integerAt(const Placed& at, std::int64_t least, std::int64_t most,
                       const std::string& wanted);
/// The member of that key, a number from 0; nothing where there is none.
std::optional<std::int64_t> optionalCount(const Placed& at, std::string_view key);
std::optional<std::int64_t> waitStatesAt(const std::optional<Placed>& at);

/// One of `choices`, by its name.
template <class Choice, class Choices = std::initializer_list<Choice>>
std::optional<Choice> choiceAt(const std::optional<Placed>& at, const Choices& choices) {
  if (!at) return std::nullopt;
  std::vector<std::string> names;
  for (const Choice choice : choices) names.emplace_back(name(choice));
  return *(std::begin(choices) + at->choice(names));
}

}  // namespace tessera
