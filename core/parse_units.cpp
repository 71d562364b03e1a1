#include "core/parse_units.h"

#include <array>
#include <cctype>
#include <cstdint>
#include <span>
#include <string>

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

/// Appends one decimal digit; false where 64 bits do not hold it.
bool append(std::int64_t& digits, char digit) {
  return !__builtin_mul_overflow(digits, 10, &digits) &&
         !__builtin_add_overflow(digits, digit - '0', &digits);
}

std::optional<Decimal> takeDecimal(std::string_view& text) {
  Decimal number;
  std::size_t at = 0;
  for (; at < text.size() && isDigit(text[at]); ++at) {
    if (!append(number.digits, text[at])) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  if (at + 1 < text.size() && text[at] == '.' && isDigit(text[at + 1])) {
    for (++at; at < text.size() && isDigit(text[at]); ++at) {
      const bool fits = append(number.digits, text[at]) &&
                        !__builtin_mul_overflow(number.scale, 10, &number.scale);
      if (!fits) return std::nullopt;
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
  constexpr std::int64_t ki = 1024;
  constexpr std::int64_t k = 1000;
  static constexpr std::array<Unit, 14> units{{{"", 1},
                                               {"b", 1},
                                               {"k", k},
                                               {"kb", k},
                                               {"ki", ki},
                                               {"kib", ki},
                                               {"m", k * k},
                                               {"mb", k * k},
                                               {"mi", ki * ki},
                                               {"mib", ki * ki},
                                               {"g", k * k * k},
                                               {"gb", k * k * k},
                                               {"gi", ki * ki * ki},
                                               {"gib", ki * ki * ki}}};
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto bytes = wholeFromText(lower, units);
  return bytes ? std::optional(Bytes(*bytes)) : std::nullopt;
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
