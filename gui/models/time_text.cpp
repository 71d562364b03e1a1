#include "gui/models/time_text.h"

#include <fmt/core.h>

#include <cmath>

namespace tessera::gui {
namespace {

/// Four digits, of a large number all that are before the point.
std::string seconds(double value) {
  const int decimals = value < 9.9995 ? 3 : value < 99.995 ? 2 : value < 999.95 ? 1 : 0;
  return fmt::format("{:.{}f} s", value, decimals);
}

}  // namespace

std::string timeText(double milliseconds) {
  const double size = std::abs(milliseconds);
  if (size >= 999.95) {
    return (milliseconds < 0 ? "-" : "") + seconds(size / 1000);
  }
  const bool tiny = size > 0 && size < 1e-3;
  return tiny ? fmt::format("{:.6f} ms", milliseconds) : fmt::format("{:.4g} ms", milliseconds);
}

}  // namespace tessera::gui
