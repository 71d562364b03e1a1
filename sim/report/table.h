#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/units.h"
#include "sim/report/text_style.h"

namespace tessera {

enum class Align : std::uint8_t { left, right };

/// A column of a table for people, for programs, or for both. One that has a key and no title is
/// for programs alone, one that has no key for people alone.
struct Column {
  std::string title;
  Align align = Align::left;
  bool shrinks = false;  ///< gives way, with an ellipsis, when the table is wider than the page
  std::string key = {};  ///< what programs call it: "peak_bytes"
  bool grouped = false;  ///< text tells what equals the cell above once
  /// What gives way before cells do where the table is wider than the page: a shorter title, and
  /// the column as a whole.
  std::string shortTitle = {};
  bool yields = false;
  /// Names of schedules: they give way last, and only within the name of the split.
  bool isSchedule = false;
  /// Names that a user types back: they give way last, and only those that are very long.
  bool isName = false;

  bool isForPeople() const { return !title.empty() || key.empty(); }
  bool isForPrograms() const { return !key.empty(); }
};

/// A column for programs alone.
Column programColumn(std::string key);

/// A column of names of operators or tensors, for people.
Column nameColumn(std::string title);

/// A column of names of schedules, for people.
Column scheduleColumn();

/// A right-aligned column with a shorter title for narrow pages.
Column narrowColumn(std::string title, std::string shortTitle, std::string key = {});

/// What a table tells in one place, in plain text.
struct Cell {
  std::string text;                       ///< for people: "1.5 KiB"
  std::optional<std::string> plain = {};  ///< for programs, where they read another: "1536"
  bool strong = false;                    ///< stands out where the whole row does not

  Cell() = default;
  Cell(std::string words) : text(std::move(words)) {}
  Cell(const char* words) : text(words) {}
  Cell(std::string_view words) : text(words) {}

  const std::string& forPrograms() const { return plain ? *plain : text; }
};

/// A figure as people read it and as programs do.
Cell figure(std::string text, std::int64_t value);
Cell figure(std::string text, std::string plain);

/// What programs read of a quantity: its count, or nothing where it is not known.
template <class Unit>
std::string countOf(const std::optional<Quantity<Unit>>& quantity) {
  return quantity ? std::to_string(quantity->count()) : std::string();
}

struct Row {
  std::vector<Cell> cells;  ///< one for each column
  Ink ink = Ink::plain;
};

struct Table {
  std::vector<Column> columns = {};
  std::vector<Row> rows = {};
};

/// The columns that people see: without those for programs and, unless `whole`, without those that
/// have neither a title nor content.
Table forPeople(Table table, bool whole = false);

/// What programs read: the keys of their columns, and their cells of a row.
std::vector<std::string> programTitles(const Table& table);
std::vector<std::string> programCells(const Table& table, const Row& row);

/// A table of plain text, two spaces between columns, indented by two. Columns that shrink give way
/// so that every line fits the style's width; those without a title and without content are left
/// out. Control characters in cells (names come from
/// untrusted files) become question marks.
std::string renderTable(const std::vector<Column>& columns, std::vector<Row> rows,
                        const TextStyle& style);

/// How many columns of the page the table would take if none of its own gave way.
std::size_t tableWidth(const std::vector<Column>& columns, const std::vector<Row>& rows);

/// Which of `weights.size()` rows a folded table shows: all of them where they are at most `limit`,
/// otherwise the `limit` heaviest (ties: the earlier), ascending.
std::vector<std::size_t> heaviestRows(const std::vector<std::int64_t>& weights, std::size_t limit);

}  // namespace tessera
