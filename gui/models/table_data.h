#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tessera::gui {

/// A cell as it is sorted and exported; the first alternative means unknown, never 0.
using CellValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// What all cells of a column are, and how they read.
enum class CellKind : std::uint8_t {
  text,    ///< left-aligned; what a text filter looks at
  number,  ///< right-aligned: integers exact and grouped, all else with `decimals`
};

struct TableColumn {
  std::string key;    ///< in CSV: as in the JSON report, "live_bytes"
  std::string title;  ///< with the unit: "Live (B)"
  std::string tip;    ///< what the term means
  CellKind kind = CellKind::text;
  std::function<CellValue(std::size_t)> value;  ///< of a row; called where it is shown, lazily
  int decimals = 0;
  std::string unknown = "unknown";
  bool halfOpen = false;  ///< an end: shown is the last before it, exported is the end
};

/// What a row stands for, and so what choosing it selects.
enum class RowKind : std::uint8_t { step, op, buffer };

/// A table as a value: cheap to copy and to make, as no cell is made before it is asked for. It
/// keeps alive what its cells come from.
struct TableData {
  RowKind rowKind = RowKind::step;
  std::vector<TableColumn> columns;
  std::size_t rows = 0;
  std::size_t kindColumn = 0;                     ///< the text column that is filtered by value
  std::function<std::size_t(std::size_t)> index;  ///< of a row: its step, operator or buffer

  /// The row of that step, operator or buffer.
  std::optional<std::size_t> rowOf(std::size_t wanted) const;
  /// The values of `kindColumn`, sorted, each once; no empty one.
  std::vector<std::string> kinds() const;
};

/// As shown: "1 505 280", "12.500", "unknown".
std::string cellText(const TableColumn& column, const CellValue& value);

/// For machines: "1505280", empty where unknown.
std::string rawText(const CellValue& value);

/// Those rows with a header line; columns under their keys, exact integers.
std::string csvText(const TableData& table, const std::vector<std::size_t>& rows);

/// The same separated by tabs and under the titles, for a spreadsheet or a chat.
std::string tabbedText(const TableData& table, const std::vector<std::size_t>& rows);

}  // namespace tessera::gui
