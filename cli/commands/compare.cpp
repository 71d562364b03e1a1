#include "cli/commands/compare.h"

#include <algorithm>
#include <utility>

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/verdict_formats.h"
#include "core/closest_name.h"
#include "core/error.h"
#include "sim/report/chrome_trace.h"
#include "sim/report/comparison.h"
#include "sim/report/fit_verdicts.h"
#include "sim/report/misfit.h"
#include "sim/report/svg/comparison_picture.h"

namespace tessera::cli {
namespace {

std::size_t referenceIndex(const CompareArguments& arguments) {
  if (arguments.reference.empty()) return 0;
  const auto& schedules = arguments.schedules;
  const auto at = std::find(schedules.begin(), schedules.end(), arguments.reference);
  if (at == schedules.end()) {
    throw Error(ErrorCode::usage,
                "--reference '" + arguments.reference + "' is none of the schedules compared", {},
                closestName(arguments.reference, schedules));
  }
  return static_cast<std::size_t>(at - schedules.begin());
}

}  // namespace

ReportFormats<ComparisonReport> compareFormats(const CompareArguments& arguments) {
  const auto document = [rules = arguments.output.rules](const ComparisonReport& report,
                                                         const Reader& reader) {
    return documentOf(report, reader.withRules(rules));
  };
  return withVerdicts<ComparisonReport>(
      withDocuments<ComparisonReport>(
          document, {plainFormat("json", comparisonJson), plainFormat("trace", comparisonTrace),
                     plainFormat("svg", comparisonSvg)}),
      verdictsAt<ComparisonReport>(arguments.model.path));
}

int compare(const CompareArguments& arguments) {
  const std::size_t reference = referenceIndex(arguments);
  StudyProgress progress(arguments.model);
  const Study study = studyOf(arguments.model, progress);
  ComparisonReport report{study.model(), study.runtime(), {}, reference, study.target()};
  for (const std::string& text : arguments.schedules) {
    report.runs.push_back(study.run(study.schedule(text)));
  }
  writeReports(report, compareFormats(arguments), arguments.output);
  if (progress.interrupted()) return static_cast<int>(ErrorCode::interrupted);
  const std::string misfit = misfitText(report);
  if (misfit.empty()) return exitDone;
  throw Error(ErrorCode::noPlan, "no schedule fits; the least, " + misfit, report.model.name,
              misfitHint(report.runtime));
}

}  // namespace tessera::cli
