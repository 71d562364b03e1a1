#include <fmt/core.h>

#include "sim/check/change_cells.h"
#include "sim/check/difference_report.h"

namespace tessera {
namespace {

Verdict verdictOf(const Difference& difference, const GrowthCheck& check) {
  const Metric metric = check.condition.metric;
  return {check.broken() ? Outcome::failed : Outcome::passed,
          fmt::format("{}-growth", name(metric)),
          fmt::format("{} growth", name(metric)),
          "fail-on",
          fmt::format("{} of {}", title(metric), difference.newTitle),
          growthText(check),
          0};
}

/// "SRAM 48.0 KiB -> 56.0 KiB (+16.7 %); ...".
std::string totalsText(const Difference& difference) {
  std::string text;
  for (const ChangeCells& cells : totalCells(difference)) {
    text += fmt::format("{}{} {} -> {}{}", text.empty() ? "" : "; ", cells.name, cells.before,
                        cells.after, cells.share.empty() ? "" : " (" + cells.share + ")");
  }
  return text.empty() ? "no figures are known" : text;
}

}  // namespace

Verdicts verdictsOf(const Difference& difference, const std::string& file) {
  Verdicts verdicts{"tessera diff", file, {}, {{difference.newTitle, {}}}};
  for (const Metric metric : allMetrics) {
    verdicts.rules.push_back({fmt::format("{}-growth", name(metric)),
                              fmt::format("{} grew by more than allowed", title(metric))});
  }
  std::vector<Verdict>& found = verdicts.suites.front().verdicts;
  for (const GrowthCheck& check : difference.checks) found.push_back(verdictOf(difference, check));
  if (found.empty()) {
    found.push_back(
        {Outcome::passed,
         {},
         "figures",
         {},
         "what changed",
         difference.oldTitle + " against " + difference.newTitle + ": " + totalsText(difference),
         0});
  }
  return verdicts;
}

}  // namespace tessera
