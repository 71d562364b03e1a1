#include <fmt/core.h>

#include "sim/check/check_report.h"

namespace tessera {
namespace {

/// What Markdown or HTML would read as its own, escaped; on one line.
std::string escaped(const std::string& text) {
  constexpr std::string_view special = "\\`*_[]<>|#&";
  std::string result;
  for (const char c : oneLine(text)) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string rowOf(const std::string& model, const Check& check) {
  const std::string result = check.passed() ? (check.improved() ? "better" : "pass") : "**FAIL**";
  const bool share = check.kind == CheckKind::baseline && check.allowance != "none";
  return fmt::format("| {} | {} | {} | {} {}{} | {} | {} |\n", escaped(model), title(check.metric),
                     amountText(check.metric, check.actual), name(check.kind),
                     amountText(check.metric, check.reference),
                     share ? " + " + escaped(check.allowance) : "",
                     amountText(check.metric, check.margin()), result);
}

std::string problems(const CheckReport& report) {
  std::string text;
  for (const ModelOutcome& model : report.models) {
    if (model.failure) {
      text += fmt::format("- **ERROR** {}\n", escaped(model.name + ": " + model.failure->text));
    }
    for (const Check& check : model.checks) {
      if (check.passed()) continue;
      text += fmt::format("- **FAIL** {}\n", escaped(findingText(model.name, check)));
    }
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::string checkMarkdown(const CheckReport& report) {
  std::string text = "## tessera check\n\n" + problems(report);
  text += "| model | what | is | against | margin | |\n|---|---|--:|---|--:|---|\n";
  for (const ModelOutcome& model : report.models) {
    if (model.failure) text += fmt::format("| {} | | | | | **ERROR** |\n", escaped(model.name));
    for (const Check& check : model.checks) text += rowOf(model.name, check);
  }
  std::string notes;
  for (const std::string& note : report.notes) notes += "- " + escaped(note) + "\n";
  for (const ModelOutcome& model : report.models) {
    for (const std::string& note : model.notes) {
      notes += "- " + escaped(model.name + ": " + note) + "\n";
    }
  }
  return notes.empty() ? text : text + "\n" + notes;
}

}  // namespace tessera
