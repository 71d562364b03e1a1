#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/report/fact.h"
#include "sim/report/table.h"
#include "sim/report/verdicts.h"

namespace tessera {

/// Whom a document is made for. Each wants other parts of the same report.
enum class Audience : std::uint8_t {
  terminal,  ///< a person at a terminal: what fits its width
  comment,   ///< a comment under a pull request: long tables are folded
  page,      ///< a page of its own: nearly everything, with a picture
  program,   ///< another program: one table of plain values
};

/// Who reads a document.
struct Reader {
  Audience audience = Audience::page;
  TextStyle style = {};  ///< bars and drawings keep to it

  bool rules = false;  ///< a terminal too is told every counting rule

  Reader withRules(bool wanted) const {
    Reader reader = *this;
    reader.rules = wanted;
    return reader;
  }
  bool isAtTerminal() const { return audience == Audience::terminal; }
  bool isProgram() const { return audience == Audience::program; }
};

/// Facts one below the other.
struct Facts {
  std::vector<Fact> list = {};
  std::size_t keyWidth = 20;  ///< columns that text keeps for the keys
};

/// Sentences beside a table.
struct Remark {
  std::string text;
  std::string command = {};  ///< below them, to copy: never broken; may be empty
};

/// Lines of characters that stand exactly below each other, ended by a newline.
struct Drawing {
  std::string text;
};

using Content = std::variant<Facts, Table, Remark, Drawing>;

/// A part of a document under a title of its own, or without one.
struct Section {
  std::string title;
  std::vector<Content> content = {};
  bool folded = false;  ///< in a comment, under its title
};

/// The answer in one sentence, before everything else; at a terminal also the last line of what is
/// longer than a screen.
struct Headline {
  std::string text;
  Ink ink = Ink::plain;
};

/// In which of its dialects a document is written as Markdown. What it says is the same.
enum class MarkdownDialect : std::uint8_t { report, check, difference, calibration };

/// A report before it has a form: what text, Markdown, HTML and CSV print, each in its own
/// language. Plain text throughout, unescaped. A builder for each report makes it (`documentOf`), a
/// renderer for each form prints it (`documentFormats`).
struct Document {
  std::string title;
  Facts summary = {};
  std::optional<Headline> headline = std::nullopt;
  std::vector<std::string> pictures = {};  ///< SVG
  std::vector<Section> sections = {};
  std::vector<std::string> notes = {};      ///< the counting rules in force, and warnings
  std::vector<VerdictSuite> verdicts = {};  ///< those that did not pass are told
  std::string conclusion = {};              ///< the last line
  MarkdownDialect dialect = MarkdownDialect::report;
};

/// A document of one table, for programs.
Document programDocument(Table table);

/// The first table that programs read; null where there is none.
const Table* programTable(const Document& document);

}  // namespace tessera
