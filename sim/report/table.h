#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/report/text_style.h"

namespace tessera {

enum class Align : std::uint8_t { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
  bool shrinks = false;  ///< gives way, with an ellipsis, when the table is wider than the page
};

struct Row {
  std::vector<std::string> cells;  ///< plain text, one for each column
  Ink ink = Ink::plain;
};

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
