#include "cli/commands/simulate.h"

#include <optional>
#include <utility>

#include "cli/commands/watched_study.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "sim/report/chrome_trace.h"
#include "sim/report/fit_verdicts.h"
#include "sim/report/misfit.h"
#include "sim/report/model_explorer.h"
#include "sim/report/simulation.h"
#include "sim/report/simulation_data.h"
#include "sim/report/svg/picture.h"

namespace tessera::cli {
ReportFormats<SimulationReport> simulateFormats(const SimulateArguments& arguments) {
  const SimulationDetail detail{arguments.why, arguments.all, arguments.timeline, arguments.sort,
                                static_cast<std::size_t>(arguments.top)};
  const auto document = [detail, rules = arguments.output.rules](const SimulationReport& report,
                                                                 const Reader& reader) {
    return documentOf(report, detail, reader.withRules(rules));
  };
  const auto svg = [axis = arguments.timeline](const SimulationReport& report, const TextStyle&) {
    return simulationSvg(report, axis);
  };
  return withVerdicts<SimulationReport>(
      withDocuments<SimulationReport>(document, {plainFormat("json", simulationJson),
                                                 plainFormat("trace", simulationTrace),
                                                 plainFormat("model-explorer", modelExplorerJson),
                                                 {"svg", svg}}),
      verdictsAt<SimulationReport>(arguments.model.path));
}

int simulate(const SimulateArguments& arguments) {
  StudyProgress progress(arguments.model);
  const Study study = studyOf(arguments.model, progress);
  const SimulationReport report = study.simulation();
  writeReports(report, simulateFormats(arguments), arguments.output);
  if (progress.interrupted()) return static_cast<int>(ErrorCode::interrupted);
  const std::string misfit = misfitText(report);
  if (misfit.empty()) return exitDone;
  throw Error(ErrorCode::noPlan, misfit, report.model.name, misfitHint(report));
}

}  // namespace tessera::cli
