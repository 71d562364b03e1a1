#include <fmt/core.h>

#include "sim/check/check_report.h"
#include "sim/report/html.h"

namespace tessera {
namespace {

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::size_t failures(const CheckReport& report) {
  std::size_t count = 0;
  for (const ModelOutcome& model : report.models) count += model.failure ? 1 : 0;
  return count;
}

std::string verdict(const CheckReport& report) {
  std::string text = exitCodeOf(report) == 0 ? "passed" : "failed";
  text += ": " + counted(findings(report), "finding");
  return failures(report) == 0 ? text : text + ", " + counted(failures(report), "error");
}

std::vector<Fact> factsOf(const CheckReport& report) {
  std::size_t checks = 0;
  for (const ModelOutcome& model : report.models) checks += model.checks.size();
  std::vector<Fact> facts{
      {"verdict", verdict(report)},
      {"checked", counted(report.models.size(), "model") + ", " + counted(checks, "check")},
      {"config", report.config}};
  if (!report.baseline.empty()) facts.push_back({"baseline", report.baseline});
  return facts;
}

Section findingsOf(const CheckReport& report) {
  Section section{"Findings", {{"model"}, {"what is wrong"}}, {}};
  for (const ModelOutcome& model : report.models) {
    if (model.failure) section.rows.push_back({{model.name, model.failure->text}, Ink::alarm});
    for (const Check& check : model.checks) {
      if (check.passed()) continue;
      section.rows.push_back({{model.name, findingText(model.name, check)}, Ink::alarm});
    }
  }
  return section;
}

std::string against(const Check& check) {
  std::string text =
      fmt::format("{} {}", name(check.kind), amountText(check.metric, check.reference));
  const bool share = check.kind == CheckKind::baseline && check.allowance != "none";
  return share ? text + " + " + check.allowance : text;
}

Row htmlRow(const std::string& model, const Check& check) {
  Row row{{model, std::string(title(check.metric)), amountText(check.metric, check.actual),
           against(check), amountText(check.metric, check.margin()), "pass"},
          Ink::plain};
  if (!check.passed()) {
    row.cells.back() = "FAIL";
    row.ink = Ink::alarm;
  } else if (check.improved()) {
    row.cells.back() = "better";
    row.ink = Ink::good;
  }
  return row;
}

Section checksOf(const CheckReport& report) {
  Section section{"Checks",
                  {{"model"},
                   {"what"},
                   {"is", Align::right},
                   {"against"},
                   {"margin", Align::right},
                   {"verdict"}},
                  {}};
  for (const ModelOutcome& model : report.models) {
    if (model.failure) section.rows.push_back({{model.name, "", "", "", "", "ERROR"}, Ink::alarm});
    if (!model.failure && model.checks.empty()) {
      section.rows.push_back({{model.name, "", "", "nothing to check", "", "pass"}, Ink::dim});
    }
    for (const Check& check : model.checks) section.rows.push_back(htmlRow(model.name, check));
  }
  return section;
}

Section notesOf(const CheckReport& report) {
  Section section{"Notes", {{"model"}, {"note"}}, {}};
  for (const std::string& note : report.notes) section.rows.push_back({{"", note}});
  for (const ModelOutcome& model : report.models) {
    for (const std::string& note : model.notes) section.rows.push_back({{model.name, note}});
  }
  return section;
}

Section settingsOf(const CheckReport& report) {
  Section section{"Models", {{"model"}, {"file"}, {"setting"}}, {}};
  for (const ModelOutcome& model : report.models) {
    section.rows.push_back({{model.name, model.path, model.setting}});
  }
  return section;
}

}  // namespace

std::string checkHtml(const CheckReport& report) {
  return htmlPage({"tessera check " + verdict(report),
                   factsOf(report),
                   {findingsOf(report), checksOf(report), notesOf(report), settingsOf(report)},
                   {}},
                  {});
}

}  // namespace tessera
