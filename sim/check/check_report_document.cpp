#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "sim/check/check_report.h"
#include "sim/report/markdown.h"

namespace tessera {
namespace {

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::size_t checks(const CheckReport& report) {
  std::size_t count = 0;
  for (const ModelOutcome& model : report.models) count += model.checks.size();
  return count;
}

std::size_t failures(const CheckReport& report) {
  std::size_t count = report.failure ? 1 : 0;
  for (const ModelOutcome& model : report.models) count += model.failure ? 1 : 0;
  return count;
}

std::string verdict(const CheckReport& report) {
  std::string text = exitCodeOf(report) == 0 ? "passed" : "failed";
  text += ": " + counted(findings(report), "finding");
  return failures(report) == 0 ? text : text + ", " + counted(failures(report), "error");
}

/// "failed: 3 models, 10 checks, 4 findings, 1 error".
Headline headlineOf(const CheckReport& report) {
  const bool passed = exitCodeOf(report) == 0;
  return {fmt::format("{}: {}, {}, {}, {}", passed ? "passed" : "failed",
                      counted(report.models.size(), "model"), counted(checks(report), "check"),
                      counted(findings(report), "finding"), counted(failures(report), "error")),
          passed ? Ink::good : Ink::alarm};
}

/// A terminal shows limits as the configuration writes them, others as amounts.
std::string against(const Check& check, const Reader& reader) {
  const bool written = reader.isAtTerminal() && check.kind != CheckKind::baseline;
  if (written) return fmt::format("{} {}", name(check.kind), check.allowance);
  std::string text =
      fmt::format("{} {}", name(check.kind), amountText(check.metric, check.reference));
  const bool share = check.kind == CheckKind::baseline && check.allowance != "none";
  return share ? text + " + " + check.allowance : text;
}

/// In a comment the verdict alone stands out, elsewhere the row.
Row verdictRow(std::vector<Cell> cells, std::size_t verdict, Ink ink, const Reader& reader) {
  if (reader.audience != Audience::comment) return {std::move(cells), ink};
  cells[verdict].strong = ink == Ink::alarm;
  return {std::move(cells)};
}

constexpr std::size_t verdictColumn = 8;

Row failureRow(const std::string& name, const CheckFailure& failure, const Reader& reader) {
  return verdictRow({name, "", "error", "", "", "", "", "", "ERROR", "0", failure.text},
                    verdictColumn, Ink::alarm, reader);
}

Row checkRow(const std::string& model, const Check& check, const Reader& reader) {
  const char* verdict = !check.passed() ? "FAIL" : check.improved() ? "better" : "pass";
  const Ink ink = !check.passed() ? Ink::alarm : check.improved() ? Ink::good : Ink::plain;
  return verdictRow(
      {model, figure(std::string(title(check.metric)), std::string(name(check.metric))),
       name(check.kind), figure(amountText(check.metric, check.actual), check.actual),
       against(check, reader), std::to_string(check.reference), std::to_string(check.allowed),
       figure(amountText(check.metric, check.margin()), check.margin()), verdict,
       check.passed() ? "1" : "0", check.passed() ? "" : findingText(model, check)},
      verdictColumn, ink, reader);
}

Row objectionRow(const std::string& model, const Objection& objection, const Reader& reader) {
  const std::string kind(name(objection.kind));
  return verdictRow({model, "", kind, "", kind, "", "", "", "FAIL", "0", objection.text},
                    verdictColumn, Ink::alarm, reader);
}

Table checkTable(const CheckReport& report, const Reader& reader) {
  const bool page = reader.audience == Audience::page;
  Table table{{{"model", Align::left, true, "model", true},
               {"what", Align::left, false, "metric"},
               programColumn("kind"),
               {"is", Align::right, false, "actual"},
               {"against", Align::left, true},
               programColumn("reference"),
               programColumn("allowed"),
               {"margin", Align::right, false, "margin"},
               {page ? "verdict" : ""},
               programColumn("passed"),
               programColumn("message")},
              {}};
  if (report.failure) table.rows.push_back(failureRow("", report.failure->why, reader));
  for (const ModelOutcome& model : report.models) {
    if (model.failure) table.rows.push_back(failureRow(model.name, *model.failure, reader));
    if (!reader.isProgram() && !model.failure && model.checks.empty() && model.objections.empty()) {
      table.rows.push_back(
          {{model.name, "", "", "", "nothing to check", "", "", "", "pass", "", ""}, Ink::dim});
    }
    for (const Check& check : model.checks) {
      table.rows.push_back(checkRow(model.name, check, reader));
    }
    for (const Objection& objection : model.objections) {
      table.rows.push_back(objectionRow(model.name, objection, reader));
    }
  }
  for (const Objection& objection : report.objections) {
    if (!reader.isProgram()) break;  // people find it among the findings
    table.rows.push_back(objectionRow("", objection, reader));
  }
  return table;
}

/// All notes, those of a model under its name.
std::vector<std::string> notesOf(const CheckReport& report) {
  std::vector<std::string> notes = report.notes;
  for (const ModelOutcome& model : report.models) {
    for (const std::string& note : model.notes) notes.push_back(model.name + ": " + note);
    if (!model.cure.empty()) notes.push_back(model.name + ": " + model.cure);
  }
  return notes;
}

Section noteSection(const CheckReport& report) {
  Table table{{{"model"}, {"note"}}, {}};
  for (const std::string& note : report.notes) table.rows.push_back({{"", note}});
  for (const ModelOutcome& model : report.models) {
    for (const std::string& note : model.notes) table.rows.push_back({{model.name, note}});
    if (!model.cure.empty()) table.rows.push_back({{model.name, model.cure}});
  }
  return {"Notes", {std::move(table)}};
}

Section settingSection(const CheckReport& report) {
  Table table{{{"model"}, {"file"}, {"setting"}}, {}};
  for (const ModelOutcome& model : report.models) {
    table.rows.push_back({{model.name, model.path, model.setting}});
  }
  return {"Models", {std::move(table)}};
}

/// "48.0 KiB → 56.0 KiB (+16.7 %), limit 64.0 KiB": what was accepted, what is, what may be.
Cell amountCell(const ModelOutcome& model, Metric metric) {
  Cell cell;
  std::string most;
  for (const Check& check : model.checks) {
    if (check.metric != metric) continue;
    const std::string is = amountText(metric, check.actual);
    const std::string reference = amountText(metric, check.reference);
    if (cell.text.empty()) cell.text = is;
    if (check.kind != CheckKind::baseline) {
      most = fmt::format(", {} {}", name(check.kind), reference);
    } else if (check.actual != check.reference) {
      const double change = static_cast<double>(check.actual - check.reference);
      const double share =
          100.0 * change / static_cast<double>(std::max<std::int64_t>(1, check.reference));
      cell.text = fmt::format("{} → {} ({:+.1f} %)", reference, is, share);
    }
    cell.strong = cell.strong || !check.passed();
  }
  cell.text += most;
  return cell;
}

std::string verdictWord(const ModelOutcome& model) {
  if (model.failure) return "ERROR";
  const bool passed = std::all_of(model.checks.begin(), model.checks.end(),
                                  [](const Check& check) { return check.passed(); });
  return passed && model.objections.empty() ? "pass" : "FAIL";
}

/// What fails a model is among its columns.
std::vector<Metric> shownMetrics(const CheckReport& report) {
  std::vector<Metric> shown{Metric::sram, Metric::flash, Metric::latency};
  for (const Metric metric : {Metric::macs, Metric::recompute}) {
    const bool fails =
        std::any_of(report.models.begin(), report.models.end(), [&](const ModelOutcome& model) {
          return std::any_of(model.checks.begin(), model.checks.end(), [&](const Check& check) {
            return check.metric == metric && !check.passed();
          });
        });
    if (fails) shown.push_back(metric);
  }
  return shown;
}

/// A row a model: what a reviewer wants to know first.
Table modelTable(const CheckReport& report) {
  const std::vector<Metric> shown = shownMetrics(report);
  Table table{{{"model"}}, {}};
  for (const Metric metric : shown) table.columns.push_back({std::string(title(metric))});
  table.columns.push_back({""});
  for (const ModelOutcome& model : report.models) {
    Row row{{model.name}};
    for (const Metric metric : shown) row.cells.push_back(amountCell(model, metric));
    Cell& verdict = row.cells.emplace_back(verdictWord(model));
    verdict.strong = verdict.text != "pass";
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Nothing where nothing was checked.
std::vector<Section> checkSections(const CheckReport& report, const Reader& reader) {
  if (report.failure) return {};
  return {{"", {checkTable(report, reader)}}};
}

Facts filesOf(const CheckReport& report) {
  Facts facts{{}, 9};
  if (!report.config.empty()) facts.list.push_back({"config", report.config});
  if (!report.baseline.empty()) facts.list.push_back({"baseline", report.baseline});
  return facts;
}

Document terminalDocument(const CheckReport& report, const Reader& reader) {
  Document document{{}, filesOf(report)};
  document.headline = headlineOf(report);
  document.sections = checkSections(report, reader);
  document.notes = notesOf(report);
  return document;
}

/// Where the bytes moved: the arena's map as accepted and as it is.
void addArenaSections(const CheckReport& report, Document& document) {
  for (const ModelOutcome& model : report.models) {
    if (model.arenaNow.empty()) continue;
    Section section{"Arena of " + model.name, {}, true};
    if (!model.arenaAccepted.empty()) {
      section.content.emplace_back(Remark{"As accepted:"});
      section.content.emplace_back(Drawing{model.arenaAccepted});
    }
    section.content.emplace_back(Remark{"Now:"});
    section.content.emplace_back(Drawing{model.arenaNow});
    document.sections.push_back(std::move(section));
  }
}

Document commentDocument(const CheckReport& report, const Reader& reader) {
  Document document{"tessera check", {}};
  document.dialect = MarkdownDialect::check;
  if (report.failure) return document;
  document.sections = {{"", {modelTable(report)}},
                       {"Every check", {checkTable(report, reader)}, true}};
  addArenaSections(report, document);
  document.notes = notesOf(report);
  return document;
}

Document pageDocument(const CheckReport& report, const Reader& reader) {
  Document document{"tessera check " + verdict(report), filesOf(report)};
  const std::string checked =
      counted(report.models.size(), "model") + ", " + counted(checks(report), "check");
  document.summary.list.insert(document.summary.list.begin(),
                               {{"verdict", verdict(report)}, {"checked", checked}});
  document.sections = {
      {"Checks", {checkTable(report, reader)}}, noteSection(report), settingSection(report)};
  return document;
}

/// A page names the model beside each finding.
std::vector<VerdictSuite> suitesOf(const CheckReport& report, const Reader& reader) {
  std::vector<VerdictSuite> suites = verdictsOf(report).suites;
  for (std::size_t i = 0; i < report.models.size() && reader.audience == Audience::page; ++i) {
    const ModelOutcome& model = report.models[i];
    if (model.failure) suites[i].verdicts.front().message = model.failure->text;
  }
  return suites;
}

}  // namespace

Document documentOf(const CheckReport& report, const Reader& reader) {
  if (reader.isProgram()) return programDocument(checkTable(report, reader));
  Document document = reader.isAtTerminal()                  ? terminalDocument(report, reader)
                      : reader.audience == Audience::comment ? commentDocument(report, reader)
                                                             : pageDocument(report, reader);
  document.verdicts = suitesOf(report, reader);
  return document;
}

std::string checkMarkdown(const CheckReport& report) {
  return documentMarkdown(documentOf(report, {Audience::comment}));
}

}  // namespace tessera
