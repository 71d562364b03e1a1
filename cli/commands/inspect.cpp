#include "cli/commands/inspect.h"

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/options/given.h"
#include "core/error.h"
#include "sim/report/inspection.h"

namespace tessera::cli {
namespace {

FieldReport field(const Study& study, const std::string& schedule) {
  if (schedule.empty()) return fieldReport(study.graph());
  return fieldReport(study.program(), study.schedule(schedule));
}

bool changesRewrites(const Runtime& runtime) {
  return !runtime.rewritesMade.empty() || !runtime.rewritesNotMade.empty();
}

}  // namespace

ReportFormats<InspectionReport> inspectFormats(const InspectArguments& arguments) {
  const auto document = [all = arguments.all](const InspectionReport& report,
                                              const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<InspectionReport>(document, {plainFormat("json", inspectionJson)});
}

int inspect(const InspectArguments& arguments) {
  if (arguments.schedule.empty()) {
    refuseOptions(arguments.model.request, "inspect without a stage",
                  "use tessera simulate, or add --receptive-field --schedule SCHEDULE",
                  {"--runtime", "--input-shape", "--dtype", "--rewrite", "--no-rewrite"});
  }
  if (!arguments.schedule.empty() && !arguments.receptiveField) {
    throw Error(ErrorCode::usage, "--schedule means nothing to inspect without --receptive-field",
                {}, "use tessera simulate, or add --receptive-field");
  }
  StudyProgress progress(arguments.model);
  const Study study = studyOf(arguments.model, progress);
  InspectionReport report = inspectModel(study.model());
  if (changesRewrites(study.runtime())) report.runtime = study.runtime().name;
  if (arguments.receptiveField) report.field = field(study, arguments.schedule);
  writeReports(report, inspectFormats(arguments), arguments.output);
  return exitDone;
}

}  // namespace tessera::cli
