#include "sim/report/svg/comparison_picture.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "sim/study/run_schedule.h"
#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

constexpr const char* columns = "//rect[@class='t-hit']";

/// A run in patches and the same network layer by layer.
ComparisonReport twoRuns() {
  SimulationReport one = test::patchedReport();
  const Program program(one.model.graph, one.runtime.rules);
  ScheduleRun layers = runSchedule(program, layerWise(one.model.graph));
  layers.arena = planArena(layers.trace, one.runtime);
  return {one.model, one.runtime, {layers, one.run}};
}

pugi::xml_document drawnComparison(const ComparisonReport& report) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(comparisonSvg(report).c_str()));
  return document;
}

TEST(ComparisonPicture, HasATimelineAndAnArenaOfEachRun) {
  const ComparisonReport report = twoRuns();
  const auto document = drawnComparison(report);
  std::size_t steps = 0;
  std::size_t buffers = 0;
  for (const ScheduleRun& run : report.runs) {
    steps += run.trace.steps.size();
    buffers += run.trace.buffers.size();
  }
  EXPECT_EQ(document.select_nodes(columns).size(), steps);
  EXPECT_EQ(document.select_nodes("//rect[not(@class='t-hit')]/title").size(), buffers);
}

/// Bytes a pixel, from a run's peak and how high its dot stands above the foot of its plot.
double scaleOf(const pugi::xml_document& document, const ScheduleRun& run, std::size_t first,
               std::size_t index) {
  const auto rects = document.select_nodes(columns);
  const pugi::xml_node column = rects[first].node();
  const double foot = column.attribute("y").as_double() + column.attribute("height").as_double();
  const auto dots = document.select_nodes("//circle[@class='t-dot']");
  const double above = foot - dots[index].node().attribute("cy").as_double();
  return static_cast<double>(run.trace.totals.peak.count()) / above;
}

TEST(ComparisonPicture, AllTimelinesHaveOneScaleOfBytes) {
  const ComparisonReport report = twoRuns();
  ASSERT_NE(report.runs[0].trace.totals.peak, report.runs[1].trace.totals.peak);
  const auto document = drawnComparison(report);
  const double layers = scaleOf(document, report.runs[0], 0, 0);
  const double patches = scaleOf(document, report.runs[1], report.runs[0].trace.steps.size(), 1);
  EXPECT_NEAR(layers, patches, 0.01 * layers);
}

TEST(ComparisonPicture, OfNothingIsAHead) {
  ComparisonReport report = twoRuns();
  report.runs.clear();
  EXPECT_EQ(drawnComparison(report).select_nodes("/svg/title").size(), 1U);
}

}  // namespace
}  // namespace tessera
