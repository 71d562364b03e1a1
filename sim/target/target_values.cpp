#include "sim/target/target_values.h"

#include <fmt/core.h>

#include "core/error.h"
#include "core/parse_units.h"

namespace tessera {
namespace {

constexpr const char* sizeHint = "write a size such as \"256KiB\", \"64 kB\" or 65536";
constexpr const char* clockHint = "write a clock such as \"480MHz\", from 1 kHz to 10 GHz";
constexpr std::int64_t mostBytes = std::int64_t{1} << 32;
constexpr std::int64_t leastHertz = 1000;
constexpr std::int64_t mostHertz = 10'000'000'000;

/// The whole number at `at`, or nothing where it is no integer.
std::optional<std::int64_t> wholeAt(const Placed& at) {
  const auto* value = std::get_if<std::int64_t>(&at.value().value);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

}  // namespace

void checkVersion(const Placed& root, const std::string& key, std::int64_t version) {
  const Placed at = root.required(key, fmt::format("begin with {} = {}", key, version));
  const std::int64_t given = at.integer();
  if (given == version) return;
  at.fail(fmt::format("version {}", given), fmt::format("this Tessera reads version {}", version));
}

std::string nameAt(const Placed& at) {
  std::string text = oneLine(at.string());
  if (text.find_first_not_of(' ') == std::string::npos) {
    at.fail("an empty text", "write something there");
  }
  return text;
}

std::optional<std::string> optionalText(const std::optional<Placed>& at) {
  if (!at) return std::nullopt;
  return nameAt(*at);
}

Bytes bytesAt(const Placed& at, Bytes least) {
  std::optional<Bytes> bytes;
  if (const auto count = wholeAt(at)) {
    bytes = Bytes(*count);
  } else {
    const std::string& text = at.string("a size", sizeHint);
    bytes = bytesFromText(text);
    if (!bytes) at.fail("'" + text + "' is not a size", sizeHint);
  }
  if (*bytes < least || bytes->count() > mostBytes) {
    at.fail(
        "a size of " + exactBytes(*bytes),
        fmt::format("sizes go from {} to 4 GiB", least == Bytes(1) ? "1 byte" : exactBytes(least)));
  }
  return *bytes;
}

std::optional<Bytes> optionalBytes(const std::optional<Placed>& at) {
  if (!at) return std::nullopt;
  return bytesAt(*at);
}

Hertz clockAt(const Placed& at) {
  std::optional<Hertz> hertz;
  if (const auto count = wholeAt(at)) {
    hertz = Hertz(*count);
  } else {
    const std::string& text = at.string("a clock", clockHint);
    hertz = hertzFromText(text);
    if (!hertz) at.fail("'" + text + "' is not a clock", clockHint);
  }
  if (hertz->count() < leastHertz || hertz->count() > mostHertz) {
    at.fail("a clock of " + grouped(hertz->count()) + " Hz", clockHint);
  }
  return *hertz;
}

std::int64_t integerAt(const Placed& at, std::int64_t least, std::int64_t most,
                       const std::string& wanted) {
  const std::int64_t value = at.integer(wanted);
  if (value < least || value > most) {
    at.fail(fmt::format("{} is out of range", value),
            fmt::format("write {}, from {} to {}", wanted, least, most));
  }
  return value;
}

std::optional<std::int64_t> optionalCount(const Placed& at, std::string_view key) {
  const auto member = at.member(key);
  if (!member) return std::nullopt;
  return integerAt(*member, 0, INT64_MAX, "a number");
}

std::optional<std::int64_t> waitStatesAt(const std::optional<Placed>& at) {
  if (!at) return std::nullopt;
  return integerAt(*at, 0, 1000, "a number of wait states");
}

}  // namespace tessera
