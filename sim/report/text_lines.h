#pragma once

#include <cstddef>
#include <string>

#include "sim/report/text_style.h"

namespace tessera {

/// The words in lines of the style's width, without a newline at the end: nothing that is typed
/// back is cut but words longer than a line. Control characters become question marks.
std::string wrapped(const std::string& text, const TextStyle& style);

/// A section title, wrapped, preceded by an empty line.
std::string sectionTitle(const std::string& title, const TextStyle& style);

/// "  key          text", wrapped to the style's width with a hanging indent; a longer word loses
/// its middle, and control characters become question marks.
std::string keyLine(const std::string& key, const std::string& text, const TextStyle& style,
                    std::size_t keyWidth = 20);

}  // namespace tessera
