#include "sim/report/digest_parts.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"

namespace tessera {

std::vector<Fact> settingFacts(const ModelReport& model, const Runtime& runtime,
                               const std::optional<TargetReport>& target) {
  std::vector<Fact> facts{{"deployment", model.deployment},
                          {"runtime", runtimeText(runtime)},
                          {"MACs", workText(model.graph)},
                          {"parameters", parametersText(model.graph)}};
  if (target) facts.push_back({"target", targetTitle(*target)});
  return facts;
}

Section liveAtPeakSection(const Graph& graph, const ScheduleRun& run) {
  const Trace& trace = run.trace;
  Section section{fmt::format("Live at the peak of {}", run.schedule.name),
                  {{"buffer"}, {"kind"}, {"bytes", Align::right}, {"of the peak", Align::right}},
                  {}};
  if (trace.steps.empty()) return section;
  const auto peak = static_cast<double>(std::max<std::int64_t>(1, trace.totals.peak.count()));
  for (const std::size_t index : liveBuffers(trace, trace.totals.peakStep)) {
    const Buffer& buffer = trace.buffers[index];
    section.rows.push_back(
        {{bufferName(graph, buffer), std::string(name(buffer.kind)), grouped(buffer.bytes.count()),
          percent(static_cast<double>(buffer.bytes.count()) / peak)}});
  }
  return section;
}

std::vector<std::string> digestNotes(const ModelReport& model, const Runtime& runtime) {
  std::vector<std::string> notes;
  for (const CountingLine& line : countingLines(runtime)) {
    notes.push_back(fmt::format("{} = {}: {}", line.key, line.value, line.text));
  }
  for (const std::string& warning : model.warnings) notes.push_back("warning: " + warning);
  const std::size_t unknown = modelWork(model.graph).unknownOperators;
  if (unknown > 0) {
    notes.push_back(fmt::format("{} operator{} of unknown work: missing from every sum of MACs",
                                unknown, unknown == 1 ? "" : "s"));
  }
  return notes;
}

Row othersRow(std::size_t others, std::size_t at, std::size_t columns) {
  Row row{std::vector<std::string>(columns), Ink::dim};
  row.cells[at] = fmt::format("[{} others]", others);
  return row;
}

}  // namespace tessera
