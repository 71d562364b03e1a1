#pragma once

#include <QString>
#include <string_view>

namespace tessera::gui {

/// A text of the core's, which are UTF-8, as Qt takes it.
inline QString text(std::string_view value) {
  return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

}  // namespace tessera::gui
