#include <fmt/core.h>

#include "sim/check/check_report.h"
#include "sim/report/markdown.h"

namespace tessera {
namespace {

std::string markdownRow(const std::string& model, const Check& check) {
  const std::string result = check.passed() ? (check.improved() ? "better" : "pass") : "**FAIL**";
  const bool share = check.kind == CheckKind::baseline && check.allowance != "none";
  return fmt::format("| {} | {} | {} | {} {}{} | {} | {} |\n", markdownEscaped(model),
                     title(check.metric), amountText(check.metric, check.actual), name(check.kind),
                     amountText(check.metric, check.reference),
                     share ? " + " + markdownEscaped(check.allowance) : "",
                     amountText(check.metric, check.margin()), result);
}

std::string problems(const CheckReport& report) {
  std::string text;
  for (const ModelOutcome& model : report.models) {
    if (model.failure) {
      text +=
          fmt::format("- **ERROR** {}\n", markdownEscaped(model.name + ": " + model.failure->text));
    }
    for (const Check& check : model.checks) {
      if (check.passed()) continue;
      text += fmt::format("- **FAIL** {}\n", markdownEscaped(findingText(model.name, check)));
    }
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::string checkMarkdown(const CheckReport& report) {
  std::string text = "## tessera check\n\n" + problems(report);
  text += "| model | what | is | against | margin | |\n|---|---|--:|---|--:|---|\n";
  for (const ModelOutcome& model : report.models) {
    if (model.failure)
      text += fmt::format("| {} | | | | | **ERROR** |\n", markdownEscaped(model.name));
    for (const Check& check : model.checks) text += markdownRow(model.name, check);
  }
  std::string notes;
  for (const std::string& note : report.notes) notes += "- " + markdownEscaped(note) + "\n";
  for (const ModelOutcome& model : report.models) {
    for (const std::string& note : model.notes) {
      notes += "- " + markdownEscaped(model.name + ": " + note) + "\n";
    }
  }
  return notes.empty() ? text : text + "\n" + notes;
}

}  // namespace tessera
