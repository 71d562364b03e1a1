#pragma once

#include <string>

namespace tessera::svg {

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

enum class Anchor : unsigned char { start, middle, end };

/// Plain text as XML character data or in an attribute's quotes: markup escaped, control characters
/// and bytes that are no UTF-8 replaced by question marks.
std::string escaped(const std::string& text);

/// At most two decimals, none that are zero: "12", "0.5".
std::string number(double value);

/// Elements of a class of the style sheet. `tip`, where there is one, is shown on hover.
std::string rect(const Box& box, const std::string& style, const std::string& tip = {});
std::string circle(double x, double y, double radius, const std::string& style,
                   const std::string& tip = {});
std::string line(double x1, double y1, double x2, double y2, const std::string& style);
std::string text(double x, double y, const std::string& content, const std::string& style,
                 Anchor anchor = Anchor::start);
std::string path(const std::string& commands, const std::string& style);

/// How wide text of that size is, about: fonts differ.
double textWidth(const std::string& content, double size);

}  // namespace tessera::svg
