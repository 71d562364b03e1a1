#include "sim/report/html.h"

#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "sim/report/comparison.h"
#include "tests/sim/report/node_count.h"
#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using test::nodeCount;
using testing::HasSubstr;
using testing::Not;

/// The body as XML: every element that the page writes in it is closed. The script, which is none,
/// is left out.
pugi::xml_document body(const std::string& html) {
  const std::size_t begin = html.find("<body>");
  const std::size_t script = html.find("<script>");
  pugi::xml_document document;
  const auto result =
      document.load_string((html.substr(begin, script - begin) + "</body>").c_str());
  EXPECT_TRUE(result) << result.description() << " at " << result.offset;
  return document;
}

TEST(Html, HasThePictureAndARowForEachStepAndBuffer) {
  const SimulationReport report = test::patchedReport();
  const auto document = body(simulationHtml(report, TimelineAxis::steps));
  EXPECT_EQ(nodeCount(document, "/body/div[@class='picture']/svg"), 1U);
  const Trace& trace = report.run.trace;
  EXPECT_EQ(
      nodeCount(document, "//div/table/tbody/tr"),
      trace.steps.size() + trace.buffers.size() + liveBuffers(trace, trace.totals.peakStep).size());
}

TEST(Html, NeedsNoNetwork) {
  const std::string html = simulationHtml(test::patchedReport(), TimelineAxis::steps);
  for (const char* word : {"src=", "href=", "@import", "https:"}) {
    EXPECT_THAT(html, Not(HasSubstr(word)));
  }
}

TEST(Html, EveryRowHasTheCellsOfItsHead) {
  const auto document = body(simulationHtml(test::patchedReport(), TimelineAxis::steps));
  for (const auto& found : document.select_nodes("//div/table")) {
    const auto heads = found.node().select_nodes("thead/tr/th").size();
    for (const auto& row : found.node().select_nodes("tbody/tr")) {
      EXPECT_EQ(row.node().select_nodes("td").size(), heads);
    }
  }
}

TEST(Html, NamesCannotBreakTheMarkup) {
  SimulationReport report = test::patchedReport();
  report.model.name = "</title><script>alert(1)</script>\xff";
  const std::string html = simulationHtml(report, TimelineAxis::steps);
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_EQ(nodeCount(body(html), "//h1"), 1U);
}

TEST(Html, ComparesSchedulesInATableUnderTheirPictures) {
  SimulationReport one = test::patchedReport();
  const ComparisonReport report{one.model, one.runtime, {one.run, one.run}};
  const auto document = body(documentHtml(documentOf(report, {Audience::page})));
  EXPECT_EQ(nodeCount(document, "(//div/table)[1]/tbody/tr"), 2U);
  EXPECT_EQ(nodeCount(document, "/body/div[@class='picture']/svg"), 1U);
}

}  // namespace
}  // namespace tessera
