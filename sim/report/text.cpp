#include "sim/report/text.h"

#include <utility>
#include <variant>

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

}  // namespace

std::string documentText(const Document& document, const TextStyle& style) {
  std::string text;
  if (!document.title.empty()) {
    text += inked(shortened(document.title, style.width, style), Ink::bold, style) + '\n';
  }
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
  return document.conclusion.empty() ? text : text + '\n' + document.conclusion + '\n';
}

}  // namespace tessera
