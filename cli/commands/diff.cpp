#include "cli/commands/diff.h"

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/options/given.h"
#include "cli/usage_error.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/check/difference_report.h"
#include "sim/check/read_report.h"
#include "sim/located/located_json.h"
#include "sim/search/parse_schedule.h"

namespace tessera::cli {
namespace {

constexpr const char* sideHint =
    "write a model, a JSON report of tessera simulate, or with --model a schedule";

Snapshot snapshotOf(const ModelArguments& model) {
  StudyProgress progress(model);
  return takeSnapshot(studyOf(model, progress).simulation());
}

/// A side of the comparison, and what it was.
struct Side {
  enum class Kind : std::uint8_t { schedule, model, report };
  Snapshot snapshot;
  Kind kind;
};

Side ofSchedule(const std::string& schedule, const DiffArguments& arguments) {
  if (arguments.model.path.empty()) {
    throw Error(ErrorCode::usage, "'" + schedule + "' is a schedule", {},
                "name its model with --model model.onnx");
  }
  ModelArguments model = arguments.model;
  model.request.schedule = schedule;
  return {snapshotOf(model), Side::Kind::schedule};
}

Side ofModel(const std::string& path, const DiffArguments& arguments) {
  ModelArguments model = arguments.model;
  model.path = path;
  return {snapshotOf(model), Side::Kind::model};
}

/// A side of the comparison is what its words or its content say.
Side sideOf(const std::string& side, const DiffArguments& arguments) {
  const bool file = std::filesystem::exists(side);
  if (!file && isScheduleInWords(side)) return ofSchedule(side, arguments);
  if (side != "-" && !side.ends_with(".json")) return ofModel(side, arguments);
  const std::string name = side == "-" ? "stdin" : side;
  const Located json = parseLocatedJson(readText(side, "the report", sideHint), name);
  if (isSimulationReport(json)) return {readReport(json, name), Side::Kind::report};
  if (isReport(json)) {
    throw Error(ErrorCode::input, "a report of another command than tessera simulate", name,
                "`tessera simulate --format json` writes one with steps and buffers");
  }
  return ofSchedule(side, arguments);
}

/// What was asked for and no side heeds.
void refuseUnheeded(const DiffArguments& arguments, const Side& before, const Side& after) {
  const auto either = [&](Side::Kind kind) { return before.kind == kind || after.kind == kind; };
  const StudyRequest& request = arguments.model.request;
  if (!either(Side::Kind::schedule) && !arguments.model.path.empty()) {
    throw usageError("--model means nothing where neither side is a schedule", "leave it out");
  }
  if (either(Side::Kind::model)) return;
  if (!either(Side::Kind::schedule)) {
    refuseOptions(request, "two reports", "a report holds figures; name the models instead");
  } else if (request.schedule != StudyRequest{}.schedule) {
    throw usageError("--schedule means nothing where the sides are schedules", "leave it out");
  }
}

/// Where findings are shown: the new side, or the model of two schedules.
std::string newFile(const DiffArguments& arguments) {
  return isScheduleInWords(arguments.after) ? arguments.model.path : arguments.after;
}

}  // namespace

ReportFormats<Difference> diffFormats(const DiffArguments& arguments) {
  const auto document = [all = arguments.all](const Difference& changed, const Reader& reader) {
    return documentOf(changed, all, reader);
  };
  return withVerdicts<Difference>(
      withDocuments<Difference>(document, {plainFormat("json", differenceJson)}),
      verdictsAt<Difference>(newFile(arguments)));
}

int diff(const DiffArguments& arguments) {
  if (arguments.before == "-" && arguments.after == "-") {
    throw Error(ErrorCode::usage, "stdin is read once, and both sides are -", {},
                "write one of the reports to a file");
  }
  std::vector<FailOn> conditions;
  for (const std::string& text : arguments.failOn) conditions.push_back(failOnFromText(text));
  const Side before = sideOf(arguments.before, arguments);
  const Side after = sideOf(arguments.after, arguments);
  refuseUnheeded(arguments, before, after);
  Difference changed = difference(before.snapshot, after.snapshot);
  changed.checks = judgeGrowth(changed, conditions);
  writeReports(changed, diffFormats(arguments), arguments.output);
  int code = exitDone;
  for (const GrowthCheck& check : changed.checks) {
    if (!check.broken()) continue;
    fmt::print(stderr, "tessera: {}\n", growthText(check));
    code = exitFinding;
  }
  return code;
}

}  // namespace tessera::cli
