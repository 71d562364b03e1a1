#include "cli/commands/audit.h"

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/cost/layer_times.h"

namespace tessera::cli {

ReportFormats<AuditReport> auditFormats(const AuditArguments& arguments) {
  const auto document = [all = arguments.all](const AuditReport& report, const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<AuditReport>(document, {plainFormat("json", auditJson)});
}

int audit(const AuditArguments& arguments) {
  if (arguments.measured.empty()) {
    throw Error(ErrorCode::usage, "there is nothing to set beside the prediction", {},
                "--measured LAYERS.csv, with the columns operator and ms");
  }
  const std::vector<LayerTime> measured = readLayerTimes(
      readText(arguments.measured, "the measurements", "give a .csv file"), arguments.measured);
  StudyProgress progress(arguments.model);
  const Study study = studyOf(arguments.model, progress);
  writeReports(auditOf(study.simulation(), measured, arguments.measured), auditFormats(arguments),
               arguments.output);
  return exitDone;
}

}  // namespace tessera::cli
