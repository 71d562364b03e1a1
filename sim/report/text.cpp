#include "sim/report/text.h"

#include <algorithm>
#include <sstream>
#include <utility>
#include <variant>

#include "core/error.h"
#include "sim/report/text_lines.h"

namespace tessera {
namespace {

constexpr std::size_t labelWidth = 7;  // of "note", "FAIL" and "ERROR"

std::string factLines(const Facts& facts, const TextStyle& style) {
  std::string text;
  for (const Fact& fact : facts.list) text += keyLine(fact.key, fact.value, style, facts.keyWidth);
  return text;
}

/// Its lines, indented.
std::string remarkLines(const std::string& remark) {
  std::string text = "  ";
  for (const char c : remark) {
    text += c;
    if (c == '\n') text += "  ";
  }
  return text + '\n';
}

struct ContentText {
  const TextStyle& style;

  std::string operator()(const Facts& facts) const { return factLines(facts, style); }
  std::string operator()(const Table& table) const {
    Table shown = forPeople(table);
    return renderTable(shown.columns, std::move(shown.rows), style);
  }
  std::string operator()(const Remark& remark) const { return remarkLines(remark.text); }
  std::string operator()(const Drawing& drawing) const { return drawing.text; }
};

std::string noteLines(const Document& document, const TextStyle& style) {
  std::string text;
  for (const std::string& note : document.notes) text += keyLine("note", note, style, labelWidth);
  return text.empty() ? text : '\n' + text;
}

std::string verdictLines(const Document& document, const TextStyle& style) {
  std::string text;
  for (const VerdictSuite& suite : document.verdicts) {
    for (const Verdict& verdict : suite.verdicts) {
      if (verdict.outcome == Outcome::passed) continue;
      text += inked(keyLine(label(verdict.outcome), verdict.message, style, labelWidth), Ink::alarm,
                    style);
    }
  }
  return text.empty() ? text : '\n' + text;
}

/// Broken where a line ends: a board's name is typed back.
std::string titleLines(const std::string& title, const TextStyle& style) {
  std::string lines;
  std::size_t column = 0;
  std::istringstream words(oneLine(title));
  for (std::string word; words >> word;) {
    word = shortened(word, style.width, style);
    const std::size_t width = displayWidth(word);
    if (column > 0) {
      const bool breaks = column + 1 + width > style.width;
      lines += breaks ? '\n' : ' ';
      column = breaks ? 0 : column + 1;
    }
    lines += word;
    column += width;
  }
  return lines;
}

/// Wrapped to the page, in its colour.
std::string headlineText(const Headline& headline, const TextStyle& style) {
  return inked(keyLine("", headline.text, style, 0), headline.ink, style);
}

constexpr std::ptrdiff_t screenLines = 22;

}  // namespace

std::string documentText(const Document& document, const TextStyle& style) {
  std::string text;
  if (!document.title.empty()) {
    text += inked(titleLines(document.title, style), Ink::bold, style) + '\n';
  }
  if (document.headline) text += headlineText(*document.headline, style);
  text += factLines(document.summary, style);
  for (const Section& section : document.sections) {
    if (section.content.empty()) continue;
    if (!section.title.empty()) {
      text += sectionTitle(section.title, style);
    } else if (!text.empty()) {
      text += '\n';
    }
    for (const Content& content : section.content) text += std::visit(ContentText{style}, content);
  }
  text += noteLines(document, style) + verdictLines(document, style);
  if (!document.conclusion.empty()) text += '\n' + document.conclusion + '\n';
  const bool scrolls = std::count(text.begin(), text.end(), '\n') > screenLines;
  if (document.headline && scrolls) text += '\n' + headlineText(*document.headline, style);
  return text;
}

}  // namespace tessera
