#include "sim/report/text_lines.h"

#include <fmt/core.h>

#include <algorithm>
#include <sstream>

#include "core/error.h"

namespace tessera {

std::string wrapped(const std::string& text, const TextStyle& style) {
  std::string lines;
  std::size_t column = 0;
  std::istringstream words(oneLine(text));
  for (std::string word; words >> word;) {
    word = shortened(word, style.width, style);
    const std::size_t wide = displayWidth(word);
    if (column > 0) {
      const bool breaks = column + 1 + wide > style.width;
      lines += breaks ? '\n' : ' ';
      column = breaks ? 0 : column + 1;
    }
    lines += word;
    column += wide;
  }
  return lines;
}

std::string sectionTitle(const std::string& title, const TextStyle& style) {
  return fmt::format("\n{}\n", inked(wrapped(title, style), Ink::bold, style));
}

std::string keyLine(const std::string& key, const std::string& text, const TextStyle& style,
                    std::size_t keyWidth) {
  const std::size_t indent = 2 + keyWidth + 1;
  const std::string shown = shortened(oneLine(key), style.width / 2, style);
  const std::size_t shownWidth = displayWidth(shown);
  const std::string padding(keyWidth - std::min(keyWidth, shownWidth), ' ');
  std::string lines = "  " + shown + padding + " ";
  std::size_t column = std::max(indent, 3 + shownWidth);
  std::istringstream words(oneLine(text));
  bool first = true;
  for (std::string word; words >> word; first = false) {
    word = shortened(word, style.width - indent, style);
    const std::size_t width = displayWidth(word);
    if (!first && column + 1 + width > style.width) {
      lines += '\n';
      lines.append(indent, ' ');
      column = indent;
    } else if (!first) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width;
  }
  return lines + "\n";
}

}  // namespace tessera
