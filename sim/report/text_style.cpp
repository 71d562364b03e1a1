#include "sim/report/text_style.h"

#include <algorithm>
#include <array>

namespace tessera {
namespace {

bool startsCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Byte offset of code point number `index`.
std::size_t offsetOf(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (startsCodePoint(text[at]) && index-- == 0) break;
  }
  return at;
}

}  // namespace

std::string inked(std::string_view text, Ink ink, const TextStyle& style) {
  if (!style.color || ink == Ink::plain || text.empty()) return std::string(text);
  constexpr std::array<std::string_view, 5> codes{"", "1", "2", "1;31", "32"};
  std::string result = "\x1b[";
  result += codes.at(static_cast<std::size_t>(ink));
  result += 'm';
  result += text;
  return result + "\x1b[0m";
}

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = std::min(text.find('m', i), text.size() - 1);
    } else if (startsCodePoint(text[i])) {
      ++width;
    }
  }
  return width;
}

std::string shortened(std::string_view text, std::size_t width, const TextStyle& style) {
  const std::size_t length = displayWidth(text);
  if (length <= width) return std::string(text);
  const std::string ellipsis = style.unicode ? "…" : "..";
  const std::size_t mark = displayWidth(ellipsis);
  if (width <= mark) return std::string(text.substr(0, offsetOf(text, width)));
  const std::size_t head = (width - mark) / 2;
  const std::size_t tail = width - mark - head;
  std::string result(text.substr(0, offsetOf(text, head)));
  result += ellipsis;
  result += text.substr(offsetOf(text, length - tail));
  return result;
}

std::string bar(double value, double full, std::size_t width, const TextStyle& style) {
  if (full <= 0.0 || value <= 0.0) return {};
  const double columns = std::min(1.0, value / full) * static_cast<double>(width);
  if (!style.unicode) return std::string(std::max<std::size_t>(1, std::size_t(columns + 0.5)), '#');
  constexpr std::array<std::string_view, 8> parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = std::max<std::size_t>(1, static_cast<std::size_t>(columns * 8.0 + 0.5));
  std::string result;
  for (std::size_t i = 0; i < eighths / 8; ++i) result += "█";
  return result + std::string(parts.at(eighths % 8));
}

}  // namespace tessera
