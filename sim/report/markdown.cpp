#include "sim/report/markdown.h"

#include <sstream>
#include <utility>
#include <variant>

#include "core/error.h"
#include "sim/report/simulation.h"

namespace tessera {
namespace {

/// How a dialect writes what all of them say.
struct Writing {
  const char* left = " --- ";  ///< the rule under the title of a column
  const char* right = " ---: ";
  bool tightTitles = false;  ///< one space where there is no title
  bool tightCells = false;   ///< likewise of cells
  bool whole = false;        ///< with tables and columns that hold nothing
  bool folded = true;        ///< the notes are folded away, the summary is a table
};

Writing writingOf(MarkdownDialect dialect) {
  switch (dialect) {
    case MarkdownDialect::check:
      return {"---", "--:", true, true, true, false};
    case MarkdownDialect::difference:
      return {"---", "--:", true, false, true, false};
    case MarkdownDialect::calibration:
      return {"---", "---:", false, false, true, false};
    case MarkdownDialect::report:
      break;
  }
  return {};
}

std::string escapedCharacter(char c) {
  if (c == '<') return "&lt;";
  if (c == '&') return "&amp;";
  const bool means = std::string_view("\\`*_[]|~#@$").find(c) != std::string_view::npos;
  return (means ? "\\" : "") + std::string(1, c);
}

/// One past the code in single backticks that begins at `at`; `at` where none does.
std::size_t endOfCode(const std::string& line, std::size_t at) {
  if (line[at] != '`' || (at > 0 && line[at - 1] == '`')) return at;
  const std::size_t end = line.find('`', at + 1);
  if (end == std::string::npos || end == at + 1) return at;
  return end + 1 < line.size() && line[end + 1] == '`' ? at : end + 1;
}

/// Nothing means anything in code but what ends the cell of a table.
std::string codeSpan(const std::string& code) {
  std::string text;
  for (const char c : code) text += (c == '|' ? "\\" : "") + std::string(1, c);
  return text;
}

std::string cellText(const Row& row, const Cell& cell) {
  const std::string text = markdownEscaped(cell.text);
  const bool strong = cell.strong || row.ink == Ink::bold || row.ink == Ink::alarm;
  return strong && !text.empty() ? "**" + text + "**" : text;
}

/// " text |", and " |" of an empty text that is tight.
std::string spaced(const std::string& text, bool tight) {
  return tight && text.empty() ? " |" : " " + text + " |";
}

std::string tableText(Table table, const Writing& writing) {
  table = forPeople(std::move(table), writing.whole);
  std::string head = "|";
  std::string rule = "|";
  for (const Column& column : table.columns) {
    head += spaced(markdownEscaped(column.title), writing.tightTitles);
    rule += std::string(column.align == Align::right ? writing.right : writing.left) + '|';
  }
  std::string text = head + '\n' + rule + '\n';
  for (const Row& row : table.rows) {
    text += '|';
    for (const Cell& cell : row.cells) text += spaced(cellText(row, cell), writing.tightCells);
    text += '\n';
  }
  return text;
}

std::string factTable(const Facts& facts, const char* key) {
  std::vector<Row> rows;
  for (const Fact& fact : facts.list) rows.push_back({{fact.key, fact.value}});
  return markdownTable({{key}, {" "}}, rows);
}

std::string factLines(const Facts& facts) {
  std::string text;
  for (const Fact& fact : facts.list) {
    text += (text.empty() ? "" : "\\\n") + fact.key + ": " + markdownEscaped(fact.value);
  }
  return text + '\n';
}

std::string remarkText(const Remark& remark) {
  const std::string text = markdownEscaped(remark.text) + '\n';
  if (remark.command.empty()) return text;
  return text + "\n```sh\n" + oneLine(remark.command) + "\n```\n";
}

/// Empty where there is nothing to show.
struct ContentMarkdown {
  const Writing& writing;

  std::string operator()(const Facts& facts) const {
    return facts.list.empty() ? "" : factTable(facts, " ");
  }
  std::string operator()(const Table& table) const {
    if (table.rows.empty() && !writing.whole) return {};
    return tableText(table, writing);
  }
  std::string operator()(const Remark& remark) const { return remarkText(remark); }
  std::string operator()(const Drawing& drawing) const {
    return drawing.text.empty() ? "" : "```text\n" + drawing.text + "```\n";
  }
};

std::string verdictList(const Document& document) {
  std::string text;
  for (const VerdictSuite& suite : document.verdicts) {
    for (const Verdict& verdict : suite.verdicts) {
      if (verdict.outcome == Outcome::passed) continue;
      text += std::string("- **") + label(verdict.outcome) + "** " +
              markdownEscaped(verdict.message) + '\n';
    }
  }
  return text;
}

std::string noteList(const Document& document, bool folded) {
  std::string text;
  for (const std::string& note : document.notes) text += "- " + markdownEscaped(note) + '\n';
  if (!folded || text.empty()) return text;
  return "<details><summary>What is counted</summary>\n\n" + text + "\n</details>\n";
}

/// Parts with an empty line between them; those that are empty are left out.
class Parts {
 public:
  void add(const std::string& part) {
    if (part.empty()) return;
    text_ += (text_.empty() ? "" : "\n") + part;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void addSection(Parts& parts, const Section& section, const Writing& writing) {
  Parts contents;
  for (const Content& content : section.content)
    contents.add(std::visit(ContentMarkdown{writing}, content));
  if (contents.text().empty()) return;
  if (section.folded) {
    return parts.add("<details><summary>" + markdownEscaped(section.title) + "</summary>\n\n" +
                     contents.text() + "\n</details>\n");
  }
  if (!section.title.empty()) parts.add("### " + markdownEscaped(section.title) + '\n');
  parts.add(contents.text());
}

}  // namespace

std::string markdownEscaped(const std::string& text) {
  const std::string line = oneLine(text);
  std::string escaped;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (const std::size_t end = endOfCode(line, at); end > at) {
      escaped += codeSpan(line.substr(at, end - at));
      at = end - 1;
    } else {
      escaped += escapedCharacter(line[at]);
    }
  }
  return escaped;
}

std::string markdownTable(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  return tableText({columns, rows}, {});
}

std::string documentMarkdown(const Document& document) {
  const Writing writing = writingOf(document.dialect);
  Parts parts;
  if (!document.title.empty()) parts.add("## " + markdownEscaped(document.title) + '\n');
  if (document.headline) parts.add("**" + markdownEscaped(document.headline->text) + "**\n");
  if (!document.summary.list.empty()) {
    parts.add(writing.folded ? factTable(document.summary, "summary")
                             : factLines(document.summary));
  }
  parts.add(verdictList(document));
  for (const Section& section : document.sections) addSection(parts, section, writing);
  parts.add(noteList(document, writing.folded));
  if (!document.conclusion.empty()) parts.add(markdownEscaped(document.conclusion) + '\n');
  return parts.text();
}

std::string simulationMarkdown(const SimulationReport& report) {
  return documentMarkdown(documentOf(report, {}, {Audience::comment}));
}

}  // namespace tessera
