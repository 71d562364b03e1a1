#include "cli/commands/diff.h"

#include <fmt/core.h>

#include <filesystem>

#include "cli/commands/load.h"
#include "cli/commands/simulated.h"
#include "cli/exit_code.h"
#include "cli/read_text.h"
#include "core/error.h"
#include "sim/check/difference_report.h"
#include "sim/check/read_report.h"
#include "sim/located/located_json.h"
#include "sim/schedule/parse_schedule.h"

namespace tessera::cli {
namespace {

constexpr const char* sideHint =
    "write a model, a JSON report of tessera simulate, or with --model a schedule";

Snapshot ofSchedule(const std::string& schedule, const DiffArguments& arguments) {
  if (arguments.model.path.empty()) {
    throw Error(ErrorCode::usage, "'" + schedule + "' is a schedule, and of which model?", {},
                "name it: --model model.onnx");
  }
  return takeSnapshot(simulated(arguments.model, arguments.counting, arguments.target, schedule));
}

Snapshot ofModel(const std::string& path, const DiffArguments& arguments) {
  ModelArguments model = arguments.model;
  model.path = path;
  return takeSnapshot(simulated(model, arguments.counting, arguments.target, arguments.schedule));
}

/// A side of the comparison is what its words or its content say.
Snapshot snapshotOf(const std::string& side, const DiffArguments& arguments) {
  const bool file = std::filesystem::exists(side);
  if (!file && isScheduleInWords(side)) return ofSchedule(side, arguments);
  if (side != "-" && !side.ends_with(".json")) return ofModel(side, arguments);
  const std::string name = side == "-" ? "stdin" : side;
  const Located json = parseLocatedJson(readText(side, "the report", sideHint), name);
  if (isSimulationReport(json)) return readReport(json, name);
  return ofSchedule(side, arguments);
}

std::string rendered(const Difference& difference, const DiffArguments& arguments) {
  switch (arguments.format) {
    case DiffFormat::json:
      return differenceJson(difference);
    case DiffFormat::csv:
      return differenceCsv(difference);
    case DiffFormat::markdown:
      return differenceMarkdown(difference, arguments.all);
    case DiffFormat::text:
      break;
  }
  return differenceText(difference, arguments.all, styleFor(arguments.output));
}

}  // namespace

int diff(const DiffArguments& arguments) {
  std::vector<FailOn> conditions;
  for (const std::string& text : arguments.failOn) conditions.push_back(failOnFromText(text));
  const Snapshot before = snapshotOf(arguments.before, arguments);
  const Snapshot after = snapshotOf(arguments.after, arguments);
  const Difference changed = difference(before, after);
  const std::vector<std::string> broken = brokenConditions(changed, conditions);
  writeOutput(arguments.output.path, rendered(changed, arguments));
  for (const std::string& condition : broken) fmt::print(stderr, "tessera: {}\n", condition);
  return broken.empty() ? exitDone : exitFinding;
}

}  // namespace tessera::cli
