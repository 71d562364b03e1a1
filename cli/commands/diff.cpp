#include "cli/commands/diff.h"

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/options/given.h"
#include "cli/stdin_file.h"
#include "cli/usage_error.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "core/read_text.h"
#include "importers/importer.h"
#include "sim/check/difference_report.h"
#include "sim/check/read_report.h"
#include "sim/located/located_json.h"
#include "sim/search/parse_schedule.h"

namespace tessera::cli {
namespace {

constexpr const char* sideHint =
    "write a model, a JSON report of tessera simulate, or with --model a schedule";

/// What a side is read from, and what errors and titles call it.
struct SideSource {
  std::string path;
  std::string name;
  bool piped = false;
};

/// What can be read but once is read into memory: its beginning tells what it is.
SideSource sourceOf(const std::string& side) {
  if (!isPipe(side)) return {side, side};
  return {pipeAsFile(side), side == "-" ? "stdin" : "pipe", true};
}

/// A side of the comparison, and what it was.
struct Side {
  enum class Kind : std::uint8_t { schedule, model, report };
  Snapshot snapshot;
  Kind kind;
};

Snapshot snapshotOf(const ModelArguments& model, const std::string& name = {}) {
  StudyProgress progress(model);
  SimulationReport report = studyOf(model, progress).simulation();
  if (!name.empty()) report.model.name = name;
  return takeSnapshot(report);
}

Side ofSchedule(const SideSource& source, const DiffArguments& arguments) {
  if (arguments.model.path.empty()) {
    throw Error(ErrorCode::usage, "'" + source.name + "' is a schedule", {},
                "name its model with --model model.onnx");
  }
  ModelArguments model = arguments.model;
  model.request.schedule = source.path;
  return {snapshotOf(model), Side::Kind::schedule};
}

Side ofModel(const SideSource& source, const DiffArguments& arguments) {
  ModelArguments model = arguments.model;
  model.path = source.path;
  if (!source.piped) return {snapshotOf(model), Side::Kind::model};
  try {
    return {snapshotOf(model, source.name), Side::Kind::model};
  } catch (const Error& error) {
    std::string where = error.where();
    if (where.rfind(source.path, 0) == 0) where.replace(0, source.path.size(), source.name);
    throw Error(error.code(), error.message(), where, error.hint());
  }
}

Side ofJson(const SideSource& source, const DiffArguments& arguments) {
  const Located json = parseLocatedJson(readText(source.path, "the report", sideHint), source.name);
  if (isSimulationReport(json)) return {readReport(json, source.name), Side::Kind::report};
  if (isReport(json)) {
    throw Error(ErrorCode::input, "a report of another command than tessera simulate", source.name,
                "`tessera simulate --format json` writes one with steps and buffers");
  }
  return ofSchedule(source, arguments);
}

/// A side of the comparison is what its words or its content say.
Side sideOf(const std::string& side, const DiffArguments& arguments) {
  const bool file = std::filesystem::exists(side);
  if (!file && isScheduleInWords(side)) return ofSchedule({side, side}, arguments);
  const SideSource source = sourceOf(side);
  const bool model = source.piped
                         ? std::filesystem::file_size(source.path) > 0 && beginsAsModel(source.path)
                         : !side.ends_with(".json");
  return model ? ofModel(source, arguments) : ofJson(source, arguments);
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
  if (isPipe(arguments.after)) return {};
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
                "write one of them to a file");
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
