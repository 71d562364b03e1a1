#include "core/parse_units.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <span>

namespace tessera {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

/// The factor of the unit that `text` is, spaces before it aside.
std::optional<std::int64_t> factorOf(std::string_view text, std::span<const Unit> units) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  for (const Unit& unit : units) {
    if (text == unit.name) return unit.factor;
  }
  return std::nullopt;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The number at the front of the text as digits / 10^decimals, taken off it.
struct Decimal {
  std::int64_t digits = 0;
  std::int64_t scale = 1;  ///< 10^decimals
};

std::optional<Decimal> takeDecimal(std::string_view& text) {
  constexpr std::size_t longest = 18;
  Decimal number;
  std::size_t at = 0;
  for (; at < text.size() && isDigit(text[at]); ++at) {
    if (at == longest) return std::nullopt;
    number.digits = number.digits * 10 + (text[at] - '0');
  }
  if (at == 0) return std::nullopt;
  if (at + 1 < text.size() && text[at] == '.' && isDigit(text[at + 1])) {
    for (++at; at < text.size() && isDigit(text[at]); ++at) {
      if (at > longest) return std::nullopt;
      number.digits = number.digits * 10 + (text[at] - '0');
      number.scale *= 10;
    }
  }
  text.remove_prefix(at);
  return number;
}

/// A decimal number with a unit, above 0 and whole in the smallest unit.
std::optional<std::int64_t> wholeFromText(std::string_view text, std::span<const Unit> units) {
  const auto number = takeDecimal(text);
  const auto factor = factorOf(text, units);
  std::int64_t scaled = 0;
  if (!number || !factor || __builtin_mul_overflow(number->digits, *factor, &scaled)) {
    return std::nullopt;
  }
  if (scaled == 0 || scaled % number->scale != 0) return std::nullopt;
  return scaled / number->scale;
}

}  // namespace

std::optional<Bytes> bytesFromText(std::string_view text) {
  static constexpr std::array<Unit, 6> units{
      {{"", 1}, {"B", 1}, {"KiB", 1024}, {"MiB", 1024 * 1024}, {"kB", 1000}, {"MB", 1000 * 1000}}};
  std::int64_t value = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value <= 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(at - text.data()));
  const auto factor = factorOf(text, units);
  std::int64_t bytes = 0;
  if (!factor || __builtin_mul_overflow(value, *factor, &bytes)) return std::nullopt;
  return Bytes(bytes);
}

std::optional<Hertz> hertzFromText(std::string_view text) {
  static constexpr std::array<Unit, 4> units{
      {{"Hz", 1}, {"kHz", 1000}, {"MHz", 1000 * 1000}, {"GHz", 1000 * 1000 * 1000}}};
  const auto hertz = wholeFromText(text, units);
  return hertz ? std::optional(Hertz(*hertz)) : std::nullopt;
}

std::optional<std::chrono::nanoseconds> durationFromText(std::string_view text) {
  static constexpr std::array<Unit, 4> units{
      {{"ns", 1}, {"us", 1000}, {"ms", 1000 * 1000}, {"s", 1000 * 1000 * 1000}}};
  const auto nanoseconds = wholeFromText(text, units);
  return nanoseconds ? std::optional(std::chrono::nanoseconds(*nanoseconds)) : std::nullopt;
}

std::optional<Macs> macsFromText(std::string_view text) {
  static constexpr std::array<Unit, 8> units{{{"", 1},
                                              {"k", 1000},
                                              {"M", 1000 * 1000},
                                              {"G", 1000 * 1000 * 1000},
                                              {"MACs", 1},
                                              {"kMACs", 1000},
                                              {"MMACs", 1000 * 1000},
                                              {"GMACs", 1000 * 1000 * 1000}}};
  const auto count = wholeFromText(text, units);
  return count ? std::optional(Macs(*count)) : std::nullopt;
}

std::optional<std::int64_t> ppmFromText(std::string_view text) {
  static constexpr std::array<Unit, 1> units{{{"%", 10'000}}};
  return wholeFromText(text, units);
}

}  // namespace tessera
