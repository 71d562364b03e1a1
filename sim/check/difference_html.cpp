#include <fmt/core.h>

#include "sim/check/change_cells.h"
#include "sim/check/difference_report.h"
#include "sim/report/html.h"

namespace tessera {
namespace {

/// More memory, time or work is worse, in every figure.
Ink inkOf(const ChangeCells& cells) {
  if (cells.change.starts_with('+')) return Ink::alarm;
  return cells.change.starts_with('-') ? Ink::good : Ink::plain;
}

Section sectionOf(std::string title, std::string what, const std::vector<ChangeCells>& cells) {
  Section section{std::move(title),
                  {{std::move(what)},
                   {"old", Align::right},
                   {"new", Align::right},
                   {"change", Align::right},
                   {"of the old", Align::right}},
                  {}};
  for (const ChangeCells& of : cells) {
    section.rows.push_back({{of.name, of.before, of.after, of.change, of.share}, inkOf(of)});
  }
  return section;
}

}  // namespace

std::string differenceHtml(const Difference& difference, bool all) {
  Digest digest{"tessera diff",
                {{"old", difference.oldTitle}, {"new", difference.newTitle}},
                {sectionOf("Totals", "total", totalCells(difference))},
                {}};
  for (const ChangeTable& table : difference.tables) {
    digest.sections.push_back(sectionOf(fmt::format("{} ({} changed, {} as before)", table.title,
                                                    table.changes.size(), table.unchanged),
                                        "name", tableCells(table, all)));
  }
  return htmlPage(digest, {});
}

}  // namespace tessera
