#include "core/error.h"

#include <utility>

#include "core/utf8.h"

namespace tessera {
namespace {

/// Names come from files and may be megabytes long: longer text keeps its two ends.
std::string shortened(std::string text) {
  constexpr std::size_t most = 1000;
  if (text.size() <= most) return text;
  const auto continues = [&](std::size_t at) {  // inside a character in UTF-8
    return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  std::size_t head = most / 2;
  std::size_t tail = text.size() - most / 2;
  while (head > 0 && continues(head)) --head;
  while (tail < text.size() && continues(tail)) ++tail;
  return text.substr(0, head) + "[...]" + text.substr(tail);
}

std::string asLine(const std::string& message, const std::string& where, const std::string& hint) {
  std::string line = shortened(message);
  if (!where.empty()) line = shortened(where) + ": " + line;
  if (!hint.empty()) line += "; " + shortened(hint);
  return oneLine(std::move(line));
}

}  // namespace

Error::Error(ErrorCode code, std::string message, std::string where, std::string hint)
    : code_(code),
      message_(std::move(message)),
      where_(std::move(where)),
      hint_(std::move(hint)),
      line_(asLine(message_, where_, hint_)) {}

Error Error::within(const std::string& outer) const {
  return Error(code_, message_, where_.empty() ? outer : outer + ": " + where_, hint_);
}

std::string oneLine(std::string text) {
  text = validUtf8(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) text[i] = '?';
    // U+0080 to U+009F, in UTF-8 C2 80 to C2 9F, are control characters too: U+009B is ESC [.
    if (i > 0 && text[i - 1] == '\xC2' && byte >= 0x80 && byte < 0xA0) text[i - 1] = text[i] = '?';
  }
  return text;
}

}  // namespace tessera
