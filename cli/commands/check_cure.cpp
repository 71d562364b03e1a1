#include "cli/commands/check_cure.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cli/commands/watched_study.h"
#include "sim/report/search_figures.h"
#include "sim/study/budgets.h"
#include "sim/study/command_words.h"
#include "sim/study/demand.h"

namespace tessera::cli {
namespace {

/// The least SRAM that a limit or a board allows and the model exceeds.
std::optional<Bytes> brokenBudget(const std::vector<Check>& checks) {
  std::optional<Bytes> budget;
  for (const Check& check : checks) {
    if (check.metric != Metric::sram || check.kind == CheckKind::baseline || check.passed()) {
      continue;
    }
    budget = std::min(budget.value_or(Bytes(check.allowed)), Bytes(check.allowed));
  }
  return budget;
}

std::string sizeWord(Bytes size) {
  const std::int64_t bytes = size.count();
  return bytes % 1024 == 0 ? fmt::format("{}KiB", bytes / 1024) : fmt::format("{}B", bytes);
}

}  // namespace

std::string sramCure(const CheckedModel& model, const std::vector<Check>& checks,
                     Verbosity verbosity) {
  const std::optional<Bytes> budget = brokenBudget(checks);
  if (!budget) return {};
  ModelArguments arguments{model.path.string(), model.entry.study, verbosity};
  arguments.request.schedule = StudyRequest{}.schedule;
  StudyProgress progress(arguments);
  const Study study = studyOf(arguments, progress);
  const SearchReport found =
      study.search({SearchRequest{}.largestGrid, false, study.patches(), budget, {}}, {});
  if (!sramWithinBudget(found)) return {};
  const Totals& totals = recommendedTotals(found);
  const Macs more = totals.executed - totals.macs;
  return fmt::format(
      "`tessera search {}{} --sram {} --save-schedule FILE` writes {}, which takes {} of SRAM and "
      "{} MACs more",
      shellWord(arguments.path), commandOptions(arguments.request), sizeWord(*budget),
      recommendedName(found), kib(sramNeeded(found)), siCount(more.count()));
}

}  // namespace tessera::cli
