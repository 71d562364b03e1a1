#include <fmt/core.h>

#include "sim/check/check_report.h"

namespace tessera {
namespace {

constexpr const char* errorRule = "model-error";
constexpr const char* inputRule = "input-error";

std::vector<VerdictRule> checkRules() {
  std::vector<VerdictRule> rules{
      {errorRule, "The model could not be checked"},
      {inputRule, "The configuration or the baseline could not be read"},
      {std::string(name(Objection::Kind::noBaseline)), "The baseline lacks a model"},
      {std::string(name(Objection::Kind::strict)), "Something to know, in strict mode"},
      {std::string(name(Objection::Kind::cannotRun)), "The runtime does not run it"}};
  for (const CheckKind kind : {CheckKind::limit, CheckKind::target, CheckKind::baseline}) {
    for (const Metric metric : allMetrics) {
      rules.push_back({fmt::format("{}-{}", name(metric), name(kind)),
                       fmt::format("{} is above the {}", title(metric), name(kind))});
    }
  }
  return rules;
}

Verdict verdictOf(const std::string& model, const Check& check) {
  return {check.passed() ? Outcome::passed : Outcome::failed,
          fmt::format("{}-{}", name(check.metric), name(check.kind)),
          fmt::format("{} {}", name(check.metric), name(check.kind)),
          std::string(name(check.kind)),
          fmt::format("{} of {}", title(check.metric), model),
          check.passed() ? "" : findingText(model, check),
          check.line};
}

/// `subject` is a model, or the command as a whole.
Verdict objectionOf(const std::string& subject, const Objection& objection, std::size_t line) {
  const std::string kind(name(objection.kind));
  return {Outcome::failed,
          kind,
          objection.text,
          kind,
          kind + " of " + subject,
          subject + ": " + objection.text,
          line};
}

/// No limit, no target and no baseline: a pipeline sees that the model was looked at.
Verdict nothingToCheck(const ModelOutcome& model) {
  return {Outcome::passed, {},
          "figures",       {},
          model.name,      model.name + ": nothing to check, it has no limits",
          model.line};
}

VerdictSuite suiteOf(const ModelOutcome& model) {
  VerdictSuite suite{model.name, {}};
  if (model.failure) {
    suite.verdicts.push_back(
        {Outcome::error, errorRule, "import and simulation", "error",
         model.name + (model.checks.empty() ? " has no results" : " has not all results"),
         model.name + ": " + model.failure->text, model.line});
  }
  if (!model.failure && model.checks.empty() && model.objections.empty())
    suite.verdicts.push_back(nothingToCheck(model));
  for (const Check& check : model.checks) suite.verdicts.push_back(verdictOf(model.name, check));
  for (const Objection& objection : model.objections) {
    suite.verdicts.push_back(objectionOf(model.name, objection, model.line));
  }
  if (!model.cure.empty()) {
    suite.notes.push_back({model.name, model.name + ": " + model.cure, model.line});
  }
  for (const std::string& note : model.notes) {
    suite.notes.push_back({model.name, model.name + ": " + note, model.line});
  }
  return suite;
}

/// At the file that is to blame, which may be the baseline.
Verdicts failedVerdicts(const InputFailure& failure) {
  const Verdict verdict{Outcome::error, inputRule,         "configuration and baseline",
                        "error",        "nothing checked", failure.why.text,
                        failure.line};
  return {"tessera check", failure.file, checkRules(), {{"tessera check", {verdict}}}};
}

}  // namespace

/// At lines of the configuration, which every reader has; a model is a binary.
Verdicts verdictsOf(const CheckReport& report) {
  if (report.failure) return failedVerdicts(*report.failure);
  Verdicts verdicts{"tessera check", report.config, checkRules(), {}};
  for (const ModelOutcome& model : report.models) verdicts.suites.push_back(suiteOf(model));
  if (report.objections.empty()) return verdicts;
  VerdictSuite& whole = verdicts.suites.emplace_back(VerdictSuite{verdicts.command, {}});
  for (const Objection& objection : report.objections) {
    whole.verdicts.push_back(objectionOf(whole.name, objection, 0));
  }
  return verdicts;
}

}  // namespace tessera
