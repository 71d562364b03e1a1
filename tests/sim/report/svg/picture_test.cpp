#include "sim/report/svg/picture.h"

#include <gtest/gtest.h>

#include <cstring>
#include <pugixml.hpp>

#include "tests/sim/report/node_count.h"
#include "tests/support/expect_error.h"
#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using test::nodeCount;

pugi::xml_document parsed(const std::string& svg) {
  pugi::xml_document document;
  const auto result = document.load_string(svg.c_str());
  EXPECT_TRUE(result) << result.description() << " at " << result.offset;
  EXPECT_STREQ(document.document_element().name(), "svg");
  return document;
}

bool says(const pugi::xml_document& document, const std::string& words) {
  for (const auto& found : document.select_nodes("//text")) {
    if (std::strstr(found.node().text().get(), words.c_str()) != nullptr) return true;
  }
  return false;
}

constexpr const char* steps = "//rect[@class='t-hit']/title";
constexpr const char* budgets = "//line[@class='t-budget']";

TEST(Picture, HasAColumnForEachStepAndARectangleForEachBuffer) {
  const SimulationReport report = test::patchedReport();
  const auto document = parsed(simulationSvg(report, TimelineAxis::none));
  EXPECT_EQ(nodeCount(document, steps), report.run.trace.steps.size());
  EXPECT_EQ(nodeCount(document, "//rect[not(@class='t-hit')]/title"),
            report.run.trace.buffers.size());
}

TEST(Picture, NamesThePeak) {
  const SimulationReport report = test::patchedReport();
  const auto document = parsed(simulationSvg(report, TimelineAxis::steps));
  const Totals& totals = report.run.trace.totals;
  EXPECT_TRUE(
      says(document, "peak " + kib(totals.peak) + " at step " + std::to_string(totals.peakStep)));
  EXPECT_TRUE(says(document, "Arena: " + kib(report.run.arena->plan.arena)));
}

TEST(Picture, EverythingLiesInsideIt) {
  const auto document = parsed(simulationSvg(test::patchedReport(), TimelineAxis::steps));
  const double height = document.document_element().attribute("height").as_double();
  for (const auto& found : document.select_nodes("/svg/rect")) {
    const pugi::xml_node rect = found.node();
    const double x = rect.attribute("x").as_double();
    const double y = rect.attribute("y").as_double();
    EXPECT_GE(x, 0);
    EXPECT_GE(y, 0);
    EXPECT_LE(x + rect.attribute("width").as_double(), 1000.01);
    EXPECT_LE(y + rect.attribute("height").as_double(), height + 0.01);
  }
}

TEST(Picture, DrawsTheBudgetWhereItIsNear) {
  SimulationReport report = test::patchedReport();
  test::addTestTarget(report, Bytes(report.run.trace.totals.peak.count() / 2));
  EXPECT_EQ(nodeCount(parsed(simulationSvg(report, TimelineAxis::milliseconds)), budgets), 2U);
  test::addTestTarget(report, Bytes(1 << 30));
  EXPECT_EQ(nodeCount(parsed(simulationSvg(report, TimelineAxis::steps)), budgets), 0U);
}

TEST(Picture, OfARunWithoutAnArenaIsTheTimelineAlone) {
  SimulationReport report = test::patchedReport();
  report.run.arena.reset();
  const auto document = parsed(simulationSvg(report, TimelineAxis::steps));
  EXPECT_EQ(nodeCount(document, "//rect/title"), report.run.trace.steps.size());
}

TEST(Picture, OfNothingSaysSo) {
  SimulationReport report = test::patchedReport();
  report.run = {};
  EXPECT_TRUE(says(parsed(simulationSvg(report, TimelineAxis::steps)), "nothing is ever live"));
}

TEST(Picture, NamesCannotBreakTheMarkup) {
  SimulationReport report = test::patchedReport();
  report.model.name = "</title><script>\xff&\"";
  EXPECT_EQ(nodeCount(parsed(simulationSvg(report, TimelineAxis::steps)), "//script"), 0U);
}

TEST(Picture, NeedsALatencyForMilliseconds) {
  test::expectError(ErrorCode::usage, {"no time"},
                    [] { simulationSvg(test::patchedReport(), TimelineAxis::milliseconds); });
}

}  // namespace
}  // namespace tessera
