#include "gui/models/table_data.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "core/csv.h"
#include "core/units.h"

namespace tessera::gui {
namespace {

/// Tabs and line ends would break the table that it is pasted into.
std::string oneCell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

std::optional<std::size_t> TableData::rowOf(std::size_t wanted) const {
  if (wanted < rows && index(wanted) == wanted) return wanted;
  for (std::size_t row = 0; row < rows; ++row) {
    if (index(row) == wanted) return row;
  }
  return std::nullopt;
}

std::vector<std::string> TableData::kinds() const {
  std::unordered_set<std::string> seen;
  for (std::size_t row = 0; row < rows; ++row) {
    const CellValue value = columns[kindColumn].value(row);
    if (const auto* text = std::get_if<std::string>(&value)) seen.insert(*text);
  }
  seen.erase("");
  std::vector<std::string> kinds(seen.begin(), seen.end());
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

std::string cellText(const TableColumn& column, const CellValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* count = std::get_if<std::int64_t>(&value)) {
    return grouped(column.halfOpen ? *count - 1 : *count);
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return fmt::format("{:.{}f}", *real, column.decimals);
  }
  return column.unknown;
}

std::string rawText(const CellValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* count = std::get_if<std::int64_t>(&value)) return std::to_string(*count);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  return {};
}

std::string csvText(const TableData& table, const std::vector<std::size_t>& rows) {
  std::vector<std::string> cells;
  for (const TableColumn& column : table.columns) cells.push_back(column.key);
  std::string text = csvLine(cells);
  for (const std::size_t row : rows) {
    cells.clear();
    for (const TableColumn& column : table.columns) {
      cells.push_back(spreadsheetText(rawText(column.value(row))));
    }
    text += csvLine(cells);
  }
  return text;
}

std::string tabbedText(const TableData& table, const std::vector<std::size_t>& rows) {
  std::string text;
  const auto end = [&] { text.back() = '\n'; };
  for (const TableColumn& column : table.columns) text += oneCell(column.title) + '\t';
  end();
  for (const std::size_t row : rows) {
    for (const TableColumn& column : table.columns) {
      const CellValue value = column.value(row);
      text += oneCell(column.halfOpen ? cellText(column, value) : rawText(value)) + '\t';
    }
    end();
  }
  return text;
}

}  // namespace tessera::gui
