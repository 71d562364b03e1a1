#include <fmt/core.h>

#include <utility>

#include "sim/check/change_cells.h"
#include "sim/check/difference_report.h"

namespace tessera {
namespace {

using Optional = std::optional<std::int64_t>;

/// More memory, time or work is worse, in every figure.
Ink inkOf(const ChangeCells& cells) {
  if (cells.change.starts_with('+')) return Ink::alarm;
  return cells.change.starts_with('-') ? Ink::good : Ink::plain;
}

/// Names first; `what` they name.
Table pageTable(const std::string& what, const std::vector<ChangeCells>& cells) {
  Table table{{{what},
               {"old", Align::right},
               {"new", Align::right},
               {"change", Align::right},
               {"of the old", Align::right}},
              {}};
  for (const ChangeCells& of : cells) {
    table.rows.push_back({{of.name, of.before, of.after, of.change, of.share}, inkOf(of)});
  }
  return table;
}

/// Names last: they give way at a terminal. A comment needs no word for them.
Table changeTable(const std::string& what, const std::vector<ChangeCells>& cells, bool lastIsSum,
                  const Reader& reader) {
  const bool terminal = reader.isAtTerminal();
  Table table{{{"change", Align::right},
               {"", Align::right},
               {"old", Align::right},
               {"new", Align::right},
               {terminal ? what : "", Align::left, true}},
              {}};
  for (const ChangeCells& of : cells) {
    const bool sum = terminal && lastIsSum && &of == &cells.back();
    table.rows.push_back(
        {{of.change, of.share, of.before, of.after, of.name}, sum ? Ink::bold : Ink::plain});
  }
  return table;
}

std::string titleOf(const ChangeTable& table) {
  return fmt::format("{} ({} changed, {} as before)", table.title, table.changes.size(),
                     table.unchanged);
}

Section totalSection(const Difference& difference, const Reader& reader) {
  const auto cells = totalCells(difference);
  if (reader.audience == Audience::page) return {"Totals", {pageTable("total", cells)}};
  return {reader.isAtTerminal() ? "Totals" : "", {changeTable("what", cells, false, reader)}};
}

Section changeSection(const ChangeTable& changes, bool all, const Reader& reader) {
  const auto cells = tableCells(changes, all);
  return {titleOf(changes),
          {reader.audience == Audience::page ? pageTable("name", cells)
                                             : changeTable("name", cells, true, reader)}};
}

std::string cellOf(const Optional& value) { return value ? std::to_string(*value) : ""; }

std::string changeOf(const Optional& before, const Optional& after) {
  return before && after ? std::to_string(*after - *before) : "";
}

/// Totals and changes one below the other; `table` says which of them a row is.
Table programTable(const Difference& difference) {
  Table table;
  for (const char* key : {"table", "name", "old_name", "before", "after", "change"}) {
    table.columns.push_back(programColumn(key));
  }
  for (const Metric metric : allMetrics) {
    const Optional& before = difference.before[metric];
    const Optional& after = difference.after[metric];
    if (!before && !after) continue;
    table.rows.push_back(
        {{"total", jsonKey(metric), "", cellOf(before), cellOf(after), changeOf(before, after)}});
  }
  for (const ChangeTable& changes : difference.tables) {
    for (const Change& change : changes.changes) {
      table.rows.push_back({{changes.key, change.name, change.oldName, cellOf(change.before),
                             cellOf(change.after), std::to_string(change.by())}});
    }
  }
  return table;
}

}  // namespace

Document documentOf(const Difference& difference, bool all, const Reader& reader) {
  if (reader.isProgram()) return programDocument(programTable(difference));
  Document document;
  document.dialect = MarkdownDialect::difference;
  if (!reader.isAtTerminal()) document.title = "tessera diff";
  document.summary = {{{"old", difference.oldTitle}, {"new", difference.newTitle}}, 4};
  document.sections.push_back(totalSection(difference, reader));
  for (const ChangeTable& changes : difference.tables) {
    document.sections.push_back(changeSection(changes, all, reader));
  }
  return document;
}

}  // namespace tessera
