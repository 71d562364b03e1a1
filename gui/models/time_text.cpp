#include "gui/models/time_text.h"

#include <fmt/core.h>

namespace tessera::gui {
namespace {

/// Four digits, of a large number all that are before the point.
std::string fourDigits(double value) {
  return value < 9999.5 ? fmt::format("{:.4g}", value) : fmt::format("{:.0f}", value);
}

}  // namespace

std::string timeText(double milliseconds) {
  const bool small = milliseconds != 0 && milliseconds > -1e-3 && milliseconds < 1e-3;
  if (small) return fmt::format("{:.6f} ms", milliseconds);
  const bool whole = milliseconds > -999.95 && milliseconds < 999.95;
  return whole ? fourDigits(milliseconds) + " ms" : fourDigits(milliseconds / 1000) + " s";
}

}  // namespace tessera::gui
