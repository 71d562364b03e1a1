#include "sim/check/judge.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "sim/check/culprit.h"

namespace tessera {
namespace {

[[noreturn]] void notKnown(Metric metric) {
  const bool latency = metric == Metric::latency;
  throw Error(ErrorCode::unsupported,
              fmt::format("a limit on {}, which is not known", title(metric)), {},
              latency ? "latency needs a target and a runtime calibrated on its core "
                        "(docs/latency.md)"
                      : "the work of some operators is unknown: `tessera inspect --all` lists "
                        "them; remove the limit");
}

void addLimitCheck(Metric metric, const CheckEntry& entry, const Snapshot& now,
                   std::vector<Check>& checks) {
  const auto& limit = entry.limits[metric];
  const auto amount = now.amounts[metric];
  if (!limit || !amount) return;
  const std::int64_t allowed =
      metric == Metric::recompute ? ppmOf(now.macsOnce, limit->value) : limit->value;
  Check check{metric,      CheckKind::limit, *amount, allowed,     allowed,
              limit->text, limit->line,      {},      now.macsOnce};
  if (!check.passed()) check.culprit = whoIsLargest(metric, now);
  checks.push_back(std::move(check));
}

void addTargetCheck(Metric metric, std::optional<std::int64_t> room, const CheckEntry& entry,
                    const Snapshot& now, std::vector<Check>& checks) {
  if (!room || entry.limits[metric] || !now.amounts[metric]) return;
  Check check{metric, CheckKind::target, *now.amounts[metric], *room,
              *room,  entry.study.board, entry.line,           {}};
  if (!check.passed()) check.culprit = whoIsLargest(metric, now);
  checks.push_back(std::move(check));
}

void addBaselineCheck(Metric metric, const CheckEntry& entry, const Snapshot& now,
                      const Snapshot& baseline, std::vector<Check>& checks) {
  const auto actual = now.amounts[metric];
  const auto before = baseline.amounts[metric];
  if (!actual || !before || (*actual == 0 && *before == 0)) return;
  const Tolerance& tolerance = entry.tolerances[metric];
  Check check{
      metric,         CheckKind::baseline, *actual, *before, largestTolerated(*before, tolerance),
      tolerance.text, entry.line,          {}};
  if (entry.direction == Direction::both) check.least = leastTolerated(*before, tolerance);
  if (check.shrank()) {
    check.culprit = "`tessera check --ratchet` accepts it";
  } else if (!check.passed()) {
    check.culprit = whoGrew(metric, baseline, now);
  }
  checks.push_back(std::move(check));
}

std::string shareText(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return {};
  return fmt::format("{:+.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string parentheses(const Check& check) {
  const std::string share = shareText(check.actual - check.reference, check.reference);
  const std::string tolerance =
      check.kind == CheckKind::baseline ? "tolerance " + check.allowance : "";
  if (share.empty() && tolerance.empty()) return {};
  return " (" + share + (share.empty() || tolerance.empty() ? "" : "; ") + tolerance + ")";
}

std::string referenceText(const Check& check) {
  const std::string amount = amountText(check.metric, check.reference);
  if (check.kind == CheckKind::target)
    return fmt::format("what {} has, {}", check.allowance, amount);
  return fmt::format("the {} {}", name(check.kind), amount);
}

/// "recomputed MACs 2.33 M (9.9 % of all) exceed the limit 1% (234.99 k)".
std::string recomputeText(const Check& check) {
  const auto share = static_cast<double>(check.actual) /
                     static_cast<double>(std::max<std::int64_t>(1, check.macsOnce));
  return fmt::format("{} {} ({} of all) exceed the limit {} ({})", title(check.metric),
                     amountText(check.metric, check.actual), percent(share), check.allowance,
                     amountText(check.metric, check.reference));
}

/// 70 is the gravest, then what the numbers say.
int gravest(const CheckReport& report) {
  int code = report.failure ? static_cast<int>(report.failure->why.code) : 0;
  for (const ModelOutcome& model : report.models) {
    if (model.failure) code = std::max(code, static_cast<int>(model.failure->code));
  }
  return code;
}

}  // namespace

std::string_view name(CheckKind kind) {
  switch (kind) {
    case CheckKind::limit:
      return "limit";
    case CheckKind::target:
      return "target";
    case CheckKind::baseline:
      break;
  }
  return "baseline";
}

std::vector<Check> judge(const CheckEntry& entry, const Snapshot& now, const TargetRoom& room,
                         const Snapshot* baseline) {
  std::vector<Check> checks;
  for (const Metric metric : allMetrics) addLimitCheck(metric, entry, now, checks);
  addTargetCheck(Metric::sram, room.sram, entry, now, checks);
  addTargetCheck(Metric::flash, room.flash, entry, now, checks);
  if (baseline == nullptr) return checks;
  for (const Metric metric : allMetrics) {
    addBaselineCheck(metric, entry, now, *baseline, checks);
  }
  return checks;
}

void refuseUnknownLimits(const CheckEntry& entry, const Snapshot& now) {
  for (const Metric metric : allMetrics) {
    if (entry.limits[metric] && !now.amounts[metric]) notKnown(metric);
  }
}

std::string findingText(const std::string& model, const Check& check) {
  if (check.kind == CheckKind::limit && check.metric == Metric::recompute) {
    return fmt::format("{}: {}: {}", model, recomputeText(check), check.culprit);
  }
  const std::int64_t by = check.actual - check.reference;
  return fmt::format("{}: {} {} is {} {} {}{}: {}", model, title(check.metric),
                     amountText(check.metric, check.actual),
                     amountText(check.metric, by < 0 ? -by : by), by < 0 ? "below" : "above",
                     referenceText(check), parentheses(check), check.culprit);
}

std::string_view name(Objection::Kind kind) {
  if (kind == Objection::Kind::cannotRun) return "cannot-run";
  return kind == Objection::Kind::noBaseline ? "no-baseline" : "strict";
}

void objectToNotes(CheckReport& report) {
  const auto object = [](std::vector<std::string>& notes, std::vector<Objection>& objections) {
    for (std::string& note : notes) {
      objections.push_back({Objection::Kind::strict, std::move(note)});
    }
    notes.clear();
  };
  object(report.notes, report.objections);
  for (ModelOutcome& model : report.models) object(model.notes, model.objections);
}

std::size_t findings(const CheckReport& report) {
  std::size_t count = report.objections.size();
  for (const ModelOutcome& model : report.models) {
    count += model.objections.size();
    for (const Check& check : model.checks) count += check.passed() ? 0 : 1;
  }
  return count;
}

int exitCodeOf(const CheckReport& report) {
  const int code = gravest(report);
  if (code != 0) return code;
  return findings(report) > 0 ? 1 : 0;
}

}  // namespace tessera
