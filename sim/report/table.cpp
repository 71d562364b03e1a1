#include "sim/report/table.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t minimumShrunk = 8;

std::vector<std::size_t> naturalWidths(const std::vector<Column>& columns,
                                       const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns) widths.push_back(displayWidth(column.title));
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], displayWidth(row.cells[i]));
    }
  }
  return widths;
}

/// With the gaps of those that are not empty.
std::size_t sumOf(const std::vector<std::size_t>& widths) {
  const auto empty = std::count(widths.begin(), widths.end(), std::size_t{0});
  const std::size_t shown = widths.size() - static_cast<std::size_t>(empty);
  return std::accumulate(widths.begin(), widths.end(), gap * shown);
}

/// Takes columns off the widest shrinking column until the table fits.
void shrink(std::vector<std::size_t>& widths, const std::vector<Column>& columns,
            std::size_t page) {
  while (sumOf(widths) > page) {
    std::size_t widest = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool may = columns[i].shrinks && widths[i] > minimumShrunk;
      if (may && (widest == columns.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == columns.size()) return;
    --widths[widest];
  }
}

std::string renderRow(const std::vector<std::string>& cells, const std::vector<Column>& columns,
                      const std::vector<std::size_t>& widths, const TextStyle& style) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (widths[i] == 0) continue;  // nothing in it, not even a title
    const std::string cell = i < cells.size() ? shortened(cells[i], widths[i], style) : "";
    const std::string padding(widths[i] - std::min(widths[i], displayWidth(cell)), ' ');
    line += std::string(gap, ' ');
    line += columns[i].align == Align::right ? padding + cell : cell + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::size_t tableWidth(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  return sumOf(naturalWidths(columns, rows));
}

std::string renderTable(const std::vector<Column>& columns, std::vector<Row> rows,
                        const TextStyle& style) {
  for (Row& row : rows) {
    for (std::string& cell : row.cells) cell = oneLine(std::move(cell));
  }
  std::vector<std::size_t> widths = naturalWidths(columns, rows);
  shrink(widths, columns, style.width);
  std::vector<std::string> titles;
  for (const Column& column : columns) titles.push_back(column.title);
  std::string text = inked(renderRow(titles, columns, widths, style), Ink::dim, style) + '\n';
  for (const Row& row : rows) {
    text += inked(renderRow(row.cells, columns, widths, style), row.ink, style) + '\n';
  }
  return text;
}

std::vector<std::size_t> heaviestRows(const std::vector<std::int64_t>& weights, std::size_t limit) {
  std::vector<std::size_t> rows(weights.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  if (rows.size() <= limit) return rows;
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  rows.resize(limit);
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace tessera
