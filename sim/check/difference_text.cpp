#include <fmt/core.h>

#include "sim/check/change_cells.h"
#include "sim/check/difference_report.h"
#include "sim/report/markdown.h"
#include "sim/report/model_text.h"
#include "sim/report/table.h"

namespace tessera {
namespace {

std::string renderedCells(const std::vector<ChangeCells>& cells, const std::string& what,
                          bool lastIsSum, const TextStyle& style) {
  std::vector<Row> rows;
  for (const ChangeCells& of : cells) {
    const bool sum = lastIsSum && &of == &cells.back();
    rows.push_back(
        {{of.change, of.share, of.before, of.after, of.name}, sum ? Ink::bold : Ink::plain});
  }
  return renderTable({{"change", Align::right},
                      {"", Align::right},
                      {"old", Align::right},
                      {"new", Align::right},
                      {what, Align::left, true}},
                     std::move(rows), style);
}

std::string titleOf(const ChangeTable& table) {
  return fmt::format("{} ({} changed, {} as before)", table.title, table.changes.size(),
                     table.unchanged);
}

std::string markdownRows(const std::vector<ChangeCells>& cells) {
  std::string text = "| change | | old | new | |\n|--:|--:|--:|--:|---|\n";
  for (const ChangeCells& of : cells) {
    text += fmt::format("| {} | {} | {} | {} | {} |\n", of.change, of.share, of.before, of.after,
                        markdownEscaped(of.name));
  }
  return text;
}

}  // namespace

std::string differenceText(const Difference& difference, bool all, const TextStyle& style) {
  std::string text = keyLine("old", difference.oldTitle, style, 4) +
                     keyLine("new", difference.newTitle, style, 4) + sectionTitle("Totals", style) +
                     renderedCells(totalCells(difference), "what", false, style);
  for (const ChangeTable& table : difference.tables) {
    text += sectionTitle(titleOf(table), style) +
            renderedCells(tableCells(table, all), "name", true, style);
  }
  return text;
}

std::string differenceMarkdown(const Difference& difference, bool all) {
  std::string text = fmt::format(
      "## tessera diff\n\nold: {}\\\nnew: {}\n\n{}", markdownEscaped(difference.oldTitle),
      markdownEscaped(difference.newTitle), markdownRows(totalCells(difference)));
  for (const ChangeTable& table : difference.tables) {
    text += "\n### " + titleOf(table) + "\n\n" + markdownRows(tableCells(table, all));
  }
  return text;
}

}  // namespace tessera
