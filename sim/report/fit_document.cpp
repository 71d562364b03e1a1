#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "sim/report/fit.h"
#include "sim/report/fit_words.h"
#include "sim/report/target_report.h"
#include "sim/study/command_words.h"

namespace tessera {
namespace {

constexpr std::size_t mostAdvice = 6;

std::string leftText(const Fit& fit) {
  const Bytes margin = fit.margin();
  return margin < Bytes(0) ? "-" + kib(Bytes(0) - margin) : kib(margin);
}

std::string signedMargin(const Fit& fit) {
  return fmt::format("{} ({})", leftText(fit), percent(fit.marginRatio()));
}

std::string basisOfTime(const FitRow& row) {
  if (!row.milliseconds) return "unknown";
  return fmt::format("estimate +-{:.0f} %", 100 * row.target->latency->expectedError);
}

std::string arrayText(const FitRow& row) {
  std::string text;
  for (const ArrayPlace& place : row.fit.arrays) {
    text += fmt::format("{}{} {} in {}", text.empty() ? "two arrays: " : ", ", place.part,
                        kib(place.bytes), place.in.name);
  }
  return text;
}

/// SRAM, flash and time against what there is.
Table needsTable(const FitReport& report, const FitRow& row) {
  Table table{{{""},
               {"needs", Align::right},
               {"of", Align::right},
               {"margin", Align::right},
               {"basis"},
               {"made of"}},
              {}};
  table.columns.back().yields = true;
  table.columns[3].yields = true;  // the margin: what it is made of stays
  const auto add = [&](const Fit& fit, const char* what, const std::string& parts) {
    table.rows.push_back({{what, kib(fit.needed), kib(fit.available), signedMargin(fit),
                           std::string(name(row.basis)), parts},
                          fit.fits() ? Ink::plain : Ink::alarm});
  };
  const std::string arrays = arrayText(row);
  add(row.fit.sram, "SRAM", arrays.empty() ? sramNeededText(row.demand) : arrays);
  if (row.fit.flash) add(*row.fit.flash, "flash", flashNeededText(row.demand));
  std::string budget;
  if (report.question.latency) {
    budget = shortTime(std::chrono::duration<double, std::milli>(*report.question.latency).count());
  }
  table.rows.push_back({{"time", row.milliseconds ? shortTime(*row.milliseconds) : "-", budget, "",
                         basisOfTime(row), ""},
                        row.inTime.value_or(true) ? Ink::plain : Ink::alarm});
  return table;
}

Ink inkOf(const FitRow& row) {
  if (row.fits()) return row.fit.flashUnsure || row.timeUnsure ? Ink::plain : Ink::good;
  return row.failed.empty() && row.fit.atLeast && row.fit.fits() ? Ink::plain : Ink::alarm;
}

bool severalModels(const std::vector<const FitRow*>& rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const FitRow* row) { return row->path != rows.front()->path; });
}

bool severalTypes(const std::vector<const FitRow*>& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](const FitRow* row) {
    return row->deployment != rows.front()->deployment;
  });
}

bool severalBoards(const std::vector<const FitRow*>& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](const FitRow* row) {
    return row->request.board != rows.front()->request.board;
  });
}

Row tableRow(const FitRow& row, bool models, bool boards, bool types) {
  const std::string board = row.target ? row.target->device.name : "";
  if (!row.failed.empty()) {
    return {{row.modelName, board, row.request.runtime, "", "", "", "", "", "", "no figures"},
            Ink::alarm};
  }
  const Fit& sram = row.fit.sram;
  return {{models ? row.modelName : "", boards ? board : "", row.runtime.name,
           types ? row.deployment : "", figure(kib(sram.needed), sram.needed.count()),
           figure(kib(sram.available), sram.available.count()),
           figure(percent(sram.marginRatio()), sram.margin().count()),
           row.fit.flash
               ? figure(percent(row.fit.flash->marginRatio()), row.fit.flash->margin().count())
               : Cell(),
           row.milliseconds
               ? figure(shortTime(*row.milliseconds), fmt::format("{:.6g}", *row.milliseconds))
               : Cell(),
           fitWord(row)},
          inkOf(row)};
}

Table rowsTable(const std::vector<const FitRow*>& rows, bool always) {
  Table table{{{always || severalModels(rows) ? "model" : "", Align::left, false, "model"},
               {always || severalBoards(rows) ? "board" : "", Align::left, false, "board"},
               {"runtime", Align::left, false, "runtime"},
               {always || severalTypes(rows) ? "type" : "", Align::left, false, "type"},
               {"SRAM", Align::right, false, "sram_bytes"},
               {"of", Align::right, false, "sram_available_bytes"},
               {"left", Align::right, false, "sram_margin_bytes"},
               {"flash left", Align::right, false, "flash_margin_bytes"},
               {"time", Align::right, false, "latency_ms"},
               {"verdict", Align::left, false, "verdict"}},
              {}};
  for (const std::size_t room : {5, 6, 7}) table.columns[room].yields = true;
  table.columns[8].yields = std::none_of(
      rows.begin(), rows.end(), [](const FitRow* row) { return row->inTime || row->timeUnknown; });
  const auto none = [&](auto of) {
    return std::none_of(rows.begin(), rows.end(), [&](const FitRow* row) { return of(*row); });
  };
  if (none([](const FitRow& row) { return row.fit.flash.has_value(); }))
    table.columns[7].title = "";
  if (none([](const FitRow& row) { return row.milliseconds.has_value(); }))
    table.columns[8].title = "";
  const bool models = always || severalModels(rows);
  const bool boards = always || severalBoards(rows);
  const bool types = always || severalTypes(rows);
  for (const FitRow* row : rows) table.rows.push_back(tableRow(*row, models, boards, types));
  return table;
}

std::vector<const FitRow*> everyRow(const FitReport& report) {
  std::vector<const FitRow*> rows;
  for (const FitRow& row : report.answer.rows) rows.push_back(&row);
  return rows;
}

/// The best runtime and type of each model on each board; the rows are sorted so.
std::vector<const FitRow*> bestRows(const FitReport& report) {
  std::vector<const FitRow*> rows;
  std::set<std::pair<std::string, std::string>> seen;
  for (const FitRow& row : report.answer.rows) {
    if (seen.insert({row.path, row.request.board}).second) rows.push_back(&row);
  }
  return rows;
}

Section helpSection(const FitReport& report) {
  const bool helps = report.advice.front().row.fits();
  Section section{helps ? "What would help" : "Closer, but not enough"};
  const std::size_t shown = std::min(mostAdvice, report.advice.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Advice& advice = report.advice[i];
    const bool timed = report.question.latency && advice.row.milliseconds;
    const std::string fits =
        fmt::format("{} of SRAM{}, {}", kib(advice.row.fit.sram.needed),
                    timed ? ", " + shortTime(*advice.row.milliseconds) : "", fitWord(advice.row));
    section.content.emplace_back(
        Remark{fmt::format("{}. {}: {}. {}.", i + 1, advice.change, fits, advice.price),
               fitCommand(report, advice.row)});
  }
  return section;
}

Document oneScreen(const FitReport& report) {
  const std::vector<const FitRow*> rows = everyRow(report);
  const FitRow& best = *rows.front();
  Document document{best.modelName + " on " + placeText(best)};
  document.headline = Headline{fitSentence(best), inkOf(best)};
  if (!best.failed.empty()) return document;
  document.sections.push_back({"", {needsTable(report, best)}});
  document.sections.push_back({"",
                               {Facts{{{"at the peak", fmt::format("'{}' runs", best.peakOperator)},
                                       {"live there", liveText(best, 4)}},
                                      12}}});
  if (rows.size() > 1) {
    document.sections.push_back({"Under each runtime that runs on it", {rowsTable(rows, false)}});
  }
  if (!report.advice.empty()) document.sections.push_back(helpSection(report));
  document.sections.push_back({"", {Facts{{{"counted as", countedAs(best)}}, 12}}});
  document.notes = best.warnings;
  return document;
}

std::string countText(const std::vector<const FitRow*>& rows) {
  const auto fitting =
      std::count_if(rows.begin(), rows.end(), [](const FitRow* row) { return row->fits(); });
  std::set<std::string> boards;
  for (const FitRow* row : rows) boards.insert(row->request.board);
  const bool oneEach = !severalModels(rows) && boards.size() == rows.size();
  const std::string of = oneEach ? "boards" : "combinations";
  return fmt::format("fits {} of {} {}", fitting, rows.size(), of);
}

}  // namespace

bool isOneScreen(const FitReport& report) {
  return report.question.models.size() == 1 && report.question.boards.size() <= 1;
}

bool wantsAdvice(const FitReport& report) {
  const std::vector<FitRow>& rows = report.answer.rows;
  return isOneScreen(report) && !rows.empty() && rows.front().failed.empty() &&
         !report.answer.anyFits();
}

std::string fitCommand(const FitReport& report, const FitRow& row) {
  std::string command = "tessera fit " + shellWord(row.path) + commandOptions(row.request);
  const FitQuestion& question = report.question;
  if (question.flash) command += fmt::format(" --flash {}", question.flash->count());
  if (question.latency) {
    const std::chrono::duration<double, std::micro> time = *question.latency;
    command += fmt::format(" --latency {:.0f}us", time.count());
  }
  return command;
}

Document documentOf(const FitReport& report, bool all, const Reader& reader) {
  const std::vector<const FitRow*> every = everyRow(report);
  if (reader.isProgram()) return programDocument(rowsTable(every, true));
  if (every.empty()) return {"No runtime that Tessera knows is made for this board"};
  if (isOneScreen(report)) return oneScreen(report);
  const std::vector<const FitRow*> rows = all ? every : bestRows(report);
  const bool several = severalModels(rows);
  Document document{
      several ? fmt::format("{} models on {}", report.question.models.size(),
                            report.question.boards.empty()
                                ? placeText(*rows.front())
                                : fmt::format("{} board{}", report.question.boards.size(),
                                              report.question.boards.size() == 1 ? "" : "s"))
              : rows.front()->modelName};
  document.headline = Headline{countText(rows), report.answer.anyFits() ? Ink::good : Ink::alarm};
  document.sections.push_back({"", {rowsTable(rows, false)}});
  for (const FitRow* row : rows) {
    if (!row->failed.empty()) document.notes.push_back(row->failed);
  }
  if (!all && every.size() > rows.size()) {
    document.notes.push_back("of each board the best runtime; --all shows every one");
  }
  return document;
}

std::string misfitText(const FitReport& report) {
  if (report.answer.rows.empty()) return "no runtime that Tessera knows is made for this board";
  if (report.answer.anyFits()) return {};
  return fitSentence(report.answer.rows.front());
}

}  // namespace tessera
