#include "cli/commands/fit.h"

#include <algorithm>

#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/model_reader.h"
#include "cli/progress.h"
#include "core/closest_name.h"
#include "core/error.h"
#include "sim/target/devices.h"

namespace tessera::cli {
namespace {

std::vector<std::string> boardsOf(const FitArguments& arguments) {
  const auto& given = arguments.boards;
  const bool all = std::find(given.begin(), given.end(), "all") != given.end();
  const bool nowhere = given.empty() && !arguments.common.sram;
  if (!all && !nowhere) return given;
  std::vector<std::string> boards = builtInDeviceNames();
  for (const std::string& board : given) {
    if (board.ends_with(".toml")) boards.push_back(board);
  }
  return boards;
}

/// Names in the order given, whatever their case.
std::vector<std::string> eachOnce(const std::vector<std::string>& names) {
  std::vector<std::string> once;
  for (const std::string& name : names) {
    const bool known = std::any_of(once.begin(), once.end(), [&](const std::string& other) {
      return equalNames(name, other);
    });
    if (!known) once.push_back(name);
  }
  return once;
}

FitQuestion questionOf(const FitArguments& arguments) {
  FitQuestion question;
  question.common = arguments.common;
  question.models = arguments.models;
  question.boards = eachOnce(boardsOf(arguments));
  question.runtimes = eachOnce(arguments.runtimes);
  if (!arguments.types.empty()) question.types = {arguments.types.begin(), arguments.types.end()};
  question.flash = arguments.flash;
  question.latency = arguments.latency;
  return question;
}

}  // namespace

ReportFormats<FitReport> fitFormats(const FitArguments& arguments) {
  const auto document = [all = arguments.all](const FitReport& report, const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<FitReport>(document, {plainFormat("json", fitJson)});
}

int fit(const FitArguments& arguments) {
  const InterruptGuard guard;
  FitReport report{questionOf(arguments), {}, {}};
  const ModelReader reader = modelReader(arguments.output.verbosity);
  {
    Progress progress("fitting", arguments.output.verbosity);
    const auto update = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
    report.answer = answerFit(report.question, reader, {&InterruptGuard::stop(), update});
    if (wantsAdvice(report)) {
      progress.show("what would help");
      report.advice = whatHelps(report.answer.rows.front(), report.question, reader,
                                {&InterruptGuard::stop(), {}});
    }
  }
  writeReports(report, fitFormats(arguments), arguments.output);
  if (InterruptGuard::stop()) return static_cast<int>(ErrorCode::interrupted);
  for (const FitRow& row : report.answer.rows) {
    if (!row.failed.empty()) throw Error(row.failure, row.failed);
  }
  const std::string misfit = misfitText(report);
  if (misfit.empty()) return exitDone;
  const std::string hint =
      isOneScreen(report) ? "" : "tessera fit MODEL --target BOARD says what would help";
  throw Error(ErrorCode::noPlan, misfit, report.question.models.front(), hint);
}

}  // namespace tessera::cli
