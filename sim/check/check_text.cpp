#include <fmt/core.h>

#include "core/csv.h"
#include "sim/check/check_report.h"
#include "sim/report/model_text.h"
#include "sim/report/table.h"

namespace tessera {
namespace {

std::string againstText(const Check& check) {
  if (check.kind == CheckKind::target) return "target " + check.allowance;
  if (check.kind == CheckKind::limit) return "limit " + check.allowance;
  return "baseline " + amountText(check.metric, check.reference) +
         (check.allowance == "none" ? "" : " + " + check.allowance);
}

std::string verdictText(const Check& check) {
  if (!check.passed()) return "FAIL";
  return check.improved() ? "better" : "pass";
}

Ink inkOf(const Check& check) {
  if (!check.passed()) return Ink::alarm;
  return check.improved() ? Ink::good : Ink::plain;
}

Row checkRow(const std::string& model, const Check& check) {
  return {{model, std::string(title(check.metric)), amountText(check.metric, check.actual),
           againstText(check), amountText(check.metric, check.margin()), verdictText(check)},
          inkOf(check)};
}

std::string table(const CheckReport& report, const TextStyle& style) {
  std::vector<Row> rows;
  for (const ModelOutcome& model : report.models) {
    std::string shown = model.name;
    if (model.failure) {
      rows.push_back({{shown, "", "", "", "", "ERROR"}, Ink::alarm});
      shown.clear();
    }
    if (!model.failure && model.checks.empty()) {
      rows.push_back({{shown, "", "", "nothing to check", "", "pass"}, Ink::dim});
    }
    for (const Check& check : model.checks) {
      rows.push_back(checkRow(shown, check));
      shown.clear();
    }
  }
  return renderTable({{"model", Align::left, true},
                      {"what", Align::left},
                      {"is", Align::right},
                      {"against", Align::left, true},
                      {"margin", Align::right},
                      {"", Align::left}},
                     std::move(rows), style);
}

std::string notesText(const CheckReport& report, const TextStyle& style) {
  std::string text;
  for (const std::string& note : report.notes) text += keyLine("note", note, style, 7);
  for (const ModelOutcome& model : report.models) {
    for (const std::string& note : model.notes) {
      text += keyLine("note", model.name + ": " + note, style, 7);
    }
  }
  return text.empty() ? text : "\n" + text;
}

std::string findingLines(const CheckReport& report, const TextStyle& style) {
  std::string text;
  for (const ModelOutcome& model : report.models) {
    if (model.failure) {
      text += inked(keyLine("ERROR", model.name + ": " + model.failure->text, style, 7), Ink::alarm,
                    style);
    }
    for (const Check& check : model.checks) {
      if (check.passed()) continue;
      text += inked(keyLine("FAIL", findingText(model.name, check), style, 7), Ink::alarm, style);
    }
  }
  return text.empty() ? text : "\n" + text;
}

std::string summary(const CheckReport& report) {
  std::size_t checks = 0;
  std::size_t failures = 0;
  for (const ModelOutcome& model : report.models) {
    checks += model.checks.size();
    failures += model.failure ? 1 : 0;
  }
  const auto counted = [](std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  return fmt::format("\n{}, {}: {}, {}\n", counted(report.models.size(), "model"),
                     counted(checks, "check"), counted(findings(report), "finding"),
                     counted(failures, "error"));
}

}  // namespace

std::string checkText(const CheckReport& report, const TextStyle& style) {
  std::string text = keyLine("config", report.config, style, 9);
  if (!report.baseline.empty()) text += keyLine("baseline", report.baseline, style, 9);
  return text + "\n" + table(report, style) + notesText(report, style) +
         findingLines(report, style) + summary(report);
}

std::string checkCsv(const CheckReport& report) {
  std::string csv = csvLine(
      {"model", "metric", "kind", "actual", "reference", "allowed", "margin", "passed", "message"});
  for (const ModelOutcome& model : report.models) {
    if (model.failure) {
      csv += csvLine({model.name, "", "error", "", "", "", "", "0", model.failure->text});
    }
    for (const Check& check : model.checks) {
      csv += csvLine({model.name, std::string(name(check.metric)), std::string(name(check.kind)),
                      std::to_string(check.actual), std::to_string(check.reference),
                      std::to_string(check.allowed), std::to_string(check.margin()),
                      check.passed() ? "1" : "0",
                      check.passed() ? "" : findingText(model.name, check)});
    }
  }
  return csv;
}

}  // namespace tessera
