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

/// Its sentences wrapped to the page, its command in one line.
std::string remarkLines(const Remark& remark, const TextStyle& style) {
  TextStyle indented = style;
  indented.width -= 2;
  std::string text;
  std::istringstream lines(wrapped(remark.text, indented));
  for (std::string line; std::getline(lines, line);) text += "  " + line + '\n';
  return remark.command.empty() ? text : text + "     " + oneLine(remark.command) + '\n';
}

struct ContentText {
  const TextStyle& style;

  std::string operator()(const Facts& facts) const { return factLines(facts, style); }
  std::string operator()(const Table& table) const {
    Table shown = forPeople(table);
    return renderTable(shown.columns, std::move(shown.rows), style);
  }
  std::string operator()(const Remark& remark) const { return remarkLines(remark, style); }
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

/// Wrapped to the page, in its colour.
std::string headlineText(const Headline& headline, const TextStyle& style) {
  return inked(keyLine("", headline.text, style, 0), headline.ink, style);
}

constexpr std::ptrdiff_t screenLines = 22;

}  // namespace

std::string documentText(const Document& document, const TextStyle& style) {
  std::string text;
  if (!document.title.empty()) {
    text += inked(wrapped(document.title, style), Ink::bold, style) + '\n';
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
