#include "sim/report/svg/markup.h"

#include <fmt/core.h>

#include "core/error.h"
#include "core/utf8.h"
#include "sim/report/text_style.h"

namespace tessera::svg {
namespace {

constexpr double meanGlyph = 0.6;  // of the font's size, of common sans-serif fonts

const char* name(Anchor anchor) {
  if (anchor == Anchor::middle) return "middle";
  return anchor == Anchor::end ? "end" : "start";
}

/// The element that begins so, with a tip where there is one.
std::string closed(const std::string& head, const std::string& tag, const std::string& tip) {
  if (tip.empty()) return head + "/>\n";
  return head + "><title>" + escaped(tip) + "</title></" + tag + ">\n";
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : validUtf8(oneLine(text))) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string rect(const Box& box, const std::string& style, const std::string& tip) {
  const std::string head =
      fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" class="{}")", number(box.x),
                  number(box.y), number(box.width), number(box.height), style);
  return closed(head, "rect", tip);
}

std::string circle(double x, double y, double radius, const std::string& style,
                   const std::string& tip) {
  const std::string head = fmt::format(R"(<circle cx="{}" cy="{}" r="{}" class="{}")", number(x),
                                       number(y), number(radius), style);
  return closed(head, "circle", tip);
}

std::string line(double x1, double y1, double x2, double y2, const std::string& style) {
  return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", number(x1),
                     number(y1), number(x2), number(y2), style);
}

std::string text(double x, double y, const std::string& content, const std::string& style,
                 Anchor anchor) {
  return fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\" text-anchor=\"{}\">{}</text>\n",
                     number(x), number(y), style, name(anchor), escaped(content));
}

std::string path(const std::string& commands, const std::string& style) {
  return fmt::format("<path d=\"{}\" class=\"{}\"/>\n", commands, style);
}

double textWidth(const std::string& content, double size) {
  return meanGlyph * size * static_cast<double>(displayWidth(content));
}

}  // namespace tessera::svg
