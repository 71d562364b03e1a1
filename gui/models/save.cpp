#include "gui/models/save.h"

#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/simulation_data.h"
#include "sim/schedule/schedule_json.h"

namespace tessera::gui {

std::optional<std::string> reportText(const RunData& run, TimelineAxis axis,
                                      const std::string& path) {
  if (path.ends_with(".html")) return simulationHtml(run.report, axis);
  if (path.ends_with(".json")) return simulationJson(run.report);
  if (path.ends_with(".md")) return simulationMarkdown(run.report);
  return std::nullopt;
}

std::string scheduleText(const RunData& run) {
  return writeSchedule(run.report.model.graph, run.report.run.schedule);
}

}  // namespace tessera::gui
