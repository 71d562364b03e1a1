#include "core/error.h"

#include <utility>

namespace tessera {
namespace {

std::string asLine(const std::string& message, const std::string& where, const std::string& hint) {
  std::string line = where.empty() ? message : where + ": " + message;
  if (!hint.empty()) line += "; " + hint;
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
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = '?';
  }
  return text;
}

}  // namespace tessera
