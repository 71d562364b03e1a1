#include "cli/commands/simulate.h"

#include <optional>
#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "cli/commands/order.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/verdict_formats.h"
#include "core/error.h"
#include "sim/report/chrome_trace.h"
#include "sim/report/fit_verdicts.h"
#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/simulation_data.h"
#include "sim/report/simulation_text.h"
#include "sim/report/svg/picture.h"
#include "sim/study/order_report.h"
#include "sim/study/run_schedule.h"

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
  std::optional<InterruptGuard> guard;
  if (arguments.order.kind == OrderKind::best) guard.emplace();
  std::optional<TargetReport> target = loadTarget(arguments.target);
  const ModelArguments input = settled(arguments.model);
  const Runtime runtime = runtimeOf(arguments.counting, input);
  ModelReport model = loadModel(input, runtime);
  const OrderReport order =
      putInOrder(model.graph, runtime, arguments.order, arguments.model.verbosity);
  const Graph graph = model.graph;
  Program program(graph, runtime.rules);
  addLatency(target, runtime, program);
  ScheduleRun run = runAndPlan(
      program, loadSchedule(program, arguments.schedule, arguments.counting, runtime), runtime);
  addPersistent(run, model, runtime);
  run.order = order.best ? order : compareOrders(program, run.schedule);
  const SimulationReport report{std::move(model), runtime, std::move(run), std::move(target)};
  writeReports(report, simulateFormats(arguments), arguments.output);
  const bool interrupted = guard && InterruptGuard::stop();
  return interrupted ? static_cast<int>(ErrorCode::interrupted) : exitDone;
}

}  // namespace tessera::cli
