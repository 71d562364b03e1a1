#pragma once

#include <string>

#include "sim/check/difference.h"
#include "sim/report/text_style.h"
#include "sim/report/verdicts.h"

/// The forms of a difference; each is the whole text, ended by a newline. Those for people show the
/// 20 largest changes of each table unless `all`.
namespace tessera {

std::string differenceText(const Difference& difference, bool all, const TextStyle& style);

/// "totals" with "before" and "after" by metric, and "tables" with every change; raw integers.
std::string differenceJson(const Difference& difference);

/// One line a total or change, with a header line.
std::string differenceCsv(const Difference& difference);

std::string differenceMarkdown(const Difference& difference, bool all);

/// One HTML file that needs no network: totals and tables of changes.
std::string differenceHtml(const Difference& difference, bool all);

/// A verdict a condition that was asked, or one that states the totals. `file` is the new side's;
/// empty where it has none.
Verdicts verdictsOf(const Difference& difference, const std::string& file);

}  // namespace tessera
