#pragma once

#include <cstddef>
#include <string>

#include "sim/report/text_style.h"

namespace tessera {

/// A section title on a line of its own, preceded by an empty line; as clean and as short as a line
/// of `keyLine`.
std::string sectionTitle(const std::string& title, const TextStyle& style);

/// "  key          text", wrapped to the style's width with a hanging indent; a longer word loses
/// its middle, and control characters become question marks.
std::string keyLine(const std::string& key, const std::string& text, const TextStyle& style,
                    std::size_t keyWidth = 20);

}  // namespace tessera
