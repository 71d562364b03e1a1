#include "sim/report/table.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t minimumShrunk = 8;
constexpr std::size_t minimumName = 40;

std::vector<std::size_t> naturalWidths(const std::vector<Column>& columns,
                                       const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns) widths.push_back(displayWidth(column.title));
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], displayWidth(row.cells[i].text));
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

/// Takes columns off the widest of those that may shrink until the table fits.
void shrink(std::vector<std::size_t>& widths, const std::vector<Column>& columns, std::size_t page,
            bool Column::*shrinks, std::size_t least) {
  while (sumOf(widths) > page) {
    std::size_t widest = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool may = columns[i].*shrinks && widths[i] > least;
      if (may && (widest == columns.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == columns.size()) return;
    --widths[widest];
  }
}

/// Titles become shorter, bars go, and then cells shrink: until the table fits the page.
std::vector<std::size_t> fittingWidths(std::vector<Column>& columns, const std::vector<Row>& rows,
                                       std::size_t page) {
  std::vector<std::size_t> widths = naturalWidths(columns, rows);
  if (sumOf(widths) <= page) return widths;
  for (Column& column : columns) {
    if (!column.shortTitle.empty()) column.title = column.shortTitle;
  }
  widths = naturalWidths(columns, rows);
  for (std::size_t i = columns.size(); i-- > 0;) {
    if (columns[i].yields && sumOf(widths) > page) widths[i] = 0;
  }
  shrink(widths, columns, page, &Column::shrinks, minimumShrunk);
  shrink(widths, columns, page, &Column::isSchedule, minimumName);
  shrink(widths, columns, page, &Column::isName, minimumName);
  return widths;
}

/// "patch:4x4@fea..conv": the grid stays, and both ends of the split's name.
std::string shortenedSchedule(const std::string& text, std::size_t width, const TextStyle& style) {
  const std::size_t split = text.find('@') + 1;  // 0 where there is none
  if (split + minimumShrunk > width) return shortened(text, width, style);
  return text.substr(0, split) + shortened(text.substr(split), width - split, style);
}

std::string renderRow(const std::vector<Cell>& cells, const std::vector<Column>& columns,
                      const std::vector<std::size_t>& widths, const TextStyle& style) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (widths[i] == 0) continue;  // nothing in it, not even a title
    const std::string text = i < cells.size() ? cells[i].text : "";
    const std::string cell = columns[i].isSchedule ? shortenedSchedule(text, widths[i], style)
                                                   : shortened(text, widths[i], style);
    const std::string padding(widths[i] - std::min(widths[i], displayWidth(cell)), ' ');
    line += std::string(gap, ' ');
    line += columns[i].align == Align::right ? padding + cell : cell + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

/// Empties the cells of grouped columns that equal the one above.
void blankRepeated(const std::vector<Column>& columns, std::vector<Row>& rows) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!columns[c].grouped) continue;
    for (std::size_t r = rows.size(); r-- > 1;) {
      if (rows[r].cells[c].text == rows[r - 1].cells[c].text) rows[r].cells[c].text.clear();
    }
  }
}

bool hasContent(const std::vector<Row>& rows, std::size_t column) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Row& row) { return !row.cells[column].text.empty(); });
}

}  // namespace

Column programColumn(std::string key) { return {{}, Align::left, false, std::move(key)}; }

Column nameColumn(std::string title) {
  Column column{std::move(title)};
  column.isName = true;
  return column;
}

Column scheduleColumn() {
  Column column{"schedule"};
  column.isSchedule = true;
  return column;
}

Column narrowColumn(std::string title, std::string shortTitle, std::string key) {
  Column column{std::move(title), Align::right, false, std::move(key)};
  column.shortTitle = std::move(shortTitle);
  return column;
}

Cell figure(std::string text, std::int64_t value) {
  return figure(std::move(text), std::to_string(value));
}

Cell figure(std::string text, std::string plain) {
  Cell cell(std::move(text));
  cell.plain = std::move(plain);
  return cell;
}

Table forPeople(Table table, bool whole) {
  for (std::size_t c = table.columns.size(); c-- > 0;) {
    const bool shown = whole || !table.columns[c].title.empty() || hasContent(table.rows, c);
    if (table.columns[c].isForPeople() && shown) continue;
    const auto at = static_cast<std::ptrdiff_t>(c);
    table.columns.erase(table.columns.begin() + at);
    for (Row& row : table.rows) row.cells.erase(row.cells.begin() + at);
  }
  return table;
}

std::vector<std::string> programTitles(const Table& table) {
  std::vector<std::string> titles;
  for (const Column& column : table.columns) {
    if (column.isForPrograms()) titles.push_back(column.key);
  }
  return titles;
}

std::vector<std::string> programCells(const Table& table, const Row& row) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].isForPrograms()) cells.push_back(row.cells[i].forPrograms());
  }
  return cells;
}

std::size_t tableWidth(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  return sumOf(naturalWidths(columns, rows));
}

std::string renderTable(const std::vector<Column>& columns, std::vector<Row> rows,
                        const TextStyle& style) {
  for (Row& row : rows) {
    for (Cell& cell : row.cells) cell.text = oneLine(std::move(cell.text));
  }
  blankRepeated(columns, rows);
  std::vector<Column> shown = columns;
  const std::vector<std::size_t> widths = fittingWidths(shown, rows, style.width);
  std::vector<Cell> titles;
  for (const Column& column : shown) titles.emplace_back(column.title);
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
