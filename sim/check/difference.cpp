#include "sim/check/difference.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "core/checked.h"
#include "core/closest_name.h"
#include "core/error.h"
#include "sim/check/match.h"

namespace tessera {
namespace {

/// All records of both runs, matched, with one figure of them.
template <class Record, class Figure>
ChangeTable tableOf(ChangeTable table, const std::vector<Record>& before,
                    const std::vector<Record>& after,
                    const std::vector<std::optional<std::size_t>>& matches, const Figure& figure) {
  std::vector<bool> matched(before.size(), false);
  const auto add = [&table](Change change) {
    table.before = checkedAdd(table.before, change.before.value_or(0));
    table.after = checkedAdd(table.after, change.after.value_or(0));
    if (change.by() == 0) {
      ++table.unchanged;
    } else {
      table.changes.push_back(std::move(change));
    }
  };
  for (std::size_t i = 0; i < after.size(); ++i) {
    Change change{after[i].name, {}, std::nullopt, figure(after[i])};
    if (matches[i]) {
      const Record& old = before[*matches[i]];
      matched[*matches[i]] = true;
      change.before = figure(old);
      if (old.name != change.name) change.oldName = old.name;
    }
    add(std::move(change));
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!matched[i]) add({before[i].name, {}, figure(before[i]), std::nullopt});
  }
  std::stable_sort(
      table.changes.begin(), table.changes.end(),
      [](const Change& a, const Change& b) { return std::abs(a.by()) > std::abs(b.by()); });
  return table;
}

std::string titleOf(const Snapshot& snapshot) {
  return snapshot.name + " (" + snapshot.setting + ")";
}

template <class Known>
bool bothKnow(const Snapshot& before, const Snapshot& after, const Known& known) {
  return std::any_of(before.operators.begin(), before.operators.end(), known) &&
         std::any_of(after.operators.begin(), after.operators.end(), known);
}

[[noreturn]] void usage(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::usage, message, {}, hint);
}

}  // namespace

Difference difference(const Snapshot& before, const Snapshot& after) {
  const Matching matching = match(before, after);
  Difference result{titleOf(before), titleOf(after), before.amounts, after.amounts, {}};
  const auto operators = [&](const char* key, const char* title, bool bytes, const auto& figure) {
    result.tables.push_back(tableOf({key, title, bytes, {}, 0, 0, 0}, before.operators,
                                    after.operators, matching.operators, figure));
  };
  operators("operator_macs", "MACs of operators", false,
            [](const OperatorRecord& op) { return op.macs.value_or(0); });
  if (bothKnow(before, after, [](const OperatorRecord& op) { return op.cycles.has_value(); })) {
    operators("operator_cycles", "Cycles of operators", false,
              [](const OperatorRecord& op) { return op.cycles.value_or(0); });
  }
  if (bothKnow(before, after, [](const OperatorRecord& op) { return op.weights > 0; })) {
    operators("operator_weight_bytes", "Weights of operators", true,
              [](const OperatorRecord& op) { return op.weights; });
  }
  result.tables.push_back(tableOf({"buffer_bytes", "Buffers", true, {}, 0, 0, 0}, before.buffers,
                                  after.buffers, matching.buffers,
                                  [](const BufferRecord& buffer) { return buffer.bytes; }));
  return result;
}

FailOn failOnFromText(const std::string& text) {
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::string key = text.substr(0, equals);
  std::vector<std::string> names;
  for (const Metric metric : allMetrics) {
    names.emplace_back(name(metric));
    if (names.back() != key) continue;
    const std::string value = equals == text.size() ? "" : text.substr(equals + 1);
    const auto tolerance = toleranceFromText(value, metric);
    if (tolerance) return {metric, *tolerance};
    if (value.empty()) usage("--fail-on " + key + " needs a tolerance", "such as " + key + "=1%");
    usage("'" + value + "' is not a tolerance of " + key,
          "the unit is required: " + toleranceExamples(metric));
  }
  usage("'" + key + "' is not a metric of --fail-on", closestName(key, names));
}

bool GrowthCheck::broken() const { return after > largestTolerated(before, condition.tolerance); }

std::vector<GrowthCheck> judgeGrowth(const Difference& difference,
                                     const std::vector<FailOn>& conditions) {
  std::vector<GrowthCheck> checks;
  for (const FailOn& condition : conditions) {
    const auto before = difference.before[condition.metric];
    const auto after = difference.after[condition.metric];
    if (!before || !after) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("--fail-on {}, which is not known of both", name(condition.metric)),
                  {}, "leave the condition out");
    }
    checks.push_back({condition, *before, *after});
  }
  return checks;
}

std::string growthText(const GrowthCheck& check) {
  const auto& [metric, tolerance] = check.condition;
  const std::int64_t by = check.after - check.before;
  if (by == 0) {
    return fmt::format("{} stays {}; --fail-on allows {}", title(metric),
                       amountText(metric, check.after), tolerance.text);
  }
  return fmt::format("{} {} by {}, from {} to {}; --fail-on allows {}", title(metric),
                     by > 0 ? "grew" : "shrank", amountText(metric, by > 0 ? by : -by),
                     amountText(metric, check.before), amountText(metric, check.after),
                     tolerance.text);
}

}  // namespace tessera
