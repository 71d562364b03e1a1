#include "cli/commands/simulate.h"

#include <optional>
#include <utility>

#include "cli/commands/watched_study.h"
#include "cli/exit_code.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "sim/report/chrome_trace.h"
#include "sim/report/fit_verdicts.h"
#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/simulation_data.h"
#include "sim/report/simulation_text.h"
#include "sim/report/svg/picture.h"

namespace tessera::cli {
ReportFormats<SimulationReport> simulateFormats(const SimulateArguments& arguments) {
  const SimulationTextOptions options{arguments.why, arguments.all, arguments.timeline};
  const auto text = [options](const SimulationReport& report, const TextStyle& style) {
    return simulationText(report, options, style);
  };
  const auto svg = [axis = arguments.timeline](const SimulationReport& report, const TextStyle&) {
    return simulationSvg(report, axis);
  };
  const auto html = [axis = arguments.timeline](const SimulationReport& report, const TextStyle&) {
    return simulationHtml(report, axis);
  };
  return withVerdicts<SimulationReport>({{"text", text},
                                         plainFormat("json", simulationJson),
                                         plainFormat("csv", simulationCsv),
                                         plainFormat("markdown", simulationMarkdown),
                                         plainFormat("trace", simulationTrace),
                                         {"svg", svg},
                                         {"html", html}},
                                        verdictsAt<SimulationReport>(arguments.model.path));
}

int simulate(const SimulateArguments& arguments) {
  StudyProgress progress(arguments.model);
  const Study study = studyOf(arguments.model, progress);
  writeReports(study.simulation(), simulateFormats(arguments), arguments.output);
  return progress.interrupted() ? static_cast<int>(ErrorCode::interrupted) : exitDone;
}

}  // namespace tessera::cli
