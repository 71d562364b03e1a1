#include "sim/check/change_cells.h"

#include <fmt/core.h>

#include "core/checked.h"
#include "core/units.h"
#include "sim/report/run_figures.h"

namespace tessera {
namespace {

constexpr std::size_t mostShown = 20;

using Optional = std::optional<std::int64_t>;

std::string signedText(std::int64_t by, const std::string& text) {
  return by > 0 ? "+" + text : text;
}

std::string shareText(const Optional& before, const Optional& after) {
  if (!before) return "new";
  if (!after) return "gone";
  if (*before == *after) return "=";
  if (*before == 0) return "";
  return signedPercent(static_cast<double>(*after - *before) / static_cast<double>(*before));
}

ChangeCells cellsOf(const ChangeTable& table, const Change& change) {
  const auto text = [&table](const Optional& value) {
    if (!value) return std::string();
    return table.bytes ? exactBytes(Bytes(*value)) : grouped(*value);
  };
  return {text(change.before), text(change.after), signedText(change.by(), text(change.by())),
          shareText(change.before, change.after),
          change.oldName.empty() ? change.name : change.name + " (was " + change.oldName + ")"};
}

/// What is not shown, summed up.
Change othersOf(const ChangeTable& table, std::size_t shown) {
  Change others{fmt::format("[{} others]", table.changes.size() - shown), {}, 0, 0};
  for (std::size_t i = shown; i < table.changes.size(); ++i) {
    others.before = checkedAdd(*others.before, table.changes[i].before.value_or(0));
    others.after = checkedAdd(*others.after, table.changes[i].after.value_or(0));
  }
  return others;
}

}  // namespace

std::vector<ChangeCells> totalCells(const Difference& difference) {
  std::vector<ChangeCells> cells;
  for (const Metric metric : allMetrics) {
    const Optional& before = difference.before[metric];
    const Optional& after = difference.after[metric];
    if (before.value_or(0) == 0 && after.value_or(0) == 0) continue;
    const auto text = [metric](const Optional& value) {
      return value ? amountText(metric, *value) : "not known";
    };
    const bool both = before && after;
    cells.push_back({text(before), text(after),
                     both ? signedText(*after - *before, amountText(metric, *after - *before)) : "",
                     both ? shareText(before, after) : "", std::string(title(metric))});
  }
  return cells;
}

std::vector<ChangeCells> tableCells(const ChangeTable& table, bool all) {
  const std::size_t shown =
      all || table.changes.size() <= mostShown ? table.changes.size() : mostShown;
  std::vector<ChangeCells> cells;
  for (std::size_t i = 0; i < shown; ++i) cells.push_back(cellsOf(table, table.changes[i]));
  if (shown < table.changes.size()) cells.push_back(cellsOf(table, othersOf(table, shown)));
  cells.push_back(cellsOf(table, {"TOTAL", {}, table.before, table.after}));
  return cells;
}

}  // namespace tessera
