#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tessera {

/// What a text report may use; decided by whoever owns the output.
struct TextStyle {
  std::size_t width = 100;  ///< columns
  bool color = false;       ///< ANSI escape sequences
  bool unicode = true;      ///< block characters and ellipses, in UTF-8
};

enum class Ink : std::uint8_t { plain, bold, dim, alarm, good };

/// `text` in that ink; unchanged without colour.
std::string inked(std::string_view text, Ink ink, const TextStyle& style);

/// Columns that UTF-8 text takes on a terminal: one a code point, escape sequences none.
std::size_t displayWidth(std::string_view text);

/// Shortens UTF-8 text to `width` columns by an ellipsis in its middle.
std::string shortened(std::string_view text, std::size_t width, const TextStyle& style);

/// The columns at the left of a chart, for the labels of its scale.
inline constexpr std::size_t chartLabelWidth = 11;

/// A horizontal bar of value / full x `width` columns, in eighths where the style allows. A value
/// above zero always shows.
std::string bar(double value, double full, std::size_t width, const TextStyle& style);

}  // namespace tessera
