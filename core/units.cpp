#include "core/units.h"

#include <fmt/core.h>

#include <array>

namespace tessera {

std::string grouped(std::int64_t value) {
  std::string digits = std::to_string(value);
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ' ');
  }
  return digits;
}

std::string exactBytes(Bytes bytes) { return grouped(bytes.count()) + " B"; }

std::string kib(Bytes bytes) {
  constexpr double ki = 1024.0;
  const std::int64_t count = bytes.count();
  const double size = std::abs(static_cast<double>(count));
  if (size < ki) return fmt::format("{} B", count);
  if (size < 10 * ki * ki) return fmt::format("{:.1f} KiB", static_cast<double>(count) / ki);
  if (size < ki * ki * ki) {
    return fmt::format("{:.1f} MiB", static_cast<double>(count) / (ki * ki));
  }
  return fmt::format("{:.1f} GiB", static_cast<double>(count) / (ki * ki * ki));
}

std::string siCount(std::int64_t value) {
  struct Prefix {
    double factor;
    const char* name;
  };
  constexpr std::array<Prefix, 4> prefixes{{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
  const double magnitude = value < 0 ? -static_cast<double>(value) : static_cast<double>(value);
  for (const Prefix& prefix : prefixes) {
    if (magnitude >= prefix.factor) {
      return fmt::format("{:.2f} {}", static_cast<double>(value) / prefix.factor, prefix.name);
    }
  }
  return std::to_string(value);
}

std::string frequency(Hertz hertz) {
  const std::int64_t count = hertz.count();
  if (count != 0 && count % 1'000'000 == 0) return fmt::format("{} MHz", count / 1'000'000);
  if (count != 0 && count % 1000 == 0) return fmt::format("{} kHz", count / 1000);
  return fmt::format("{} Hz", count);
}

std::string percent(double ratio) { return fmt::format("{:.1f} %", ratio * 100.0); }

}  // namespace tessera
