#include "sim/report/svg/search_picture.h"

#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "sim/report/html.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/search/patch_search.h"
#include "tests/sim/report/node_count.h"
#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using test::nodeCount;
using testing::HasSubstr;
using testing::Not;

SearchReport searchedWithin(std::optional<Bytes> sram) {
  const SimulationReport one = test::patchedReport();
  const Program program(one.model.graph, one.runtime.rules);
  PatchSearchOptions options;
  options.grids = gridsUpTo(3, false);
  options.budget.sram = sram;
  return {one.model, one.runtime, sram, {}, searchPatches(program, options), {}, {}};
}

pugi::xml_document drawnSearch(const SearchReport& report) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(searchSvg(report).c_str()));
  return document;
}

TEST(SearchPicture, MarksTheFrontAndTheRecommendedSchedule) {
  const SearchReport report = searchedWithin({});
  ASSERT_TRUE(report.result.recommended);
  const auto document = drawnSearch(report);
  EXPECT_EQ(nodeCount(document, "//circle[@class='t-front']"), report.result.pareto.size());
  EXPECT_EQ(nodeCount(document, "//path[@class='t-front-line']"), 1U);
  const auto best = document.select_nodes("//circle[@class='t-recommended']/title");
  ASSERT_EQ(best.size(), 1U);
  const Candidate& candidate = report.result.candidates[*report.result.recommended];
  EXPECT_THAT(best.first().node().text().get(),
              HasSubstr(candidateName(report.model.graph, candidate) + ": peak " +
                        exactBytes(candidate.totals.peak)));
}

TEST(SearchPicture, MarksABudgetThatIsNear) {
  const Bytes peak = searchedWithin({}).result.layerWise.peak;
  EXPECT_EQ(nodeCount(drawnSearch(searchedWithin(peak)), "//line[@class='t-budget']"), 1U);
  EXPECT_EQ(nodeCount(drawnSearch(searchedWithin(Bytes(1 << 30))), "//line[@class='t-budget']"),
            0U);
}

TEST(SearchPicture, WithoutCandidatesIsLayerByLayer) {
  SearchReport report = searchedWithin({});
  report.result.candidates.clear();
  report.result.pareto.clear();
  report.result.recommended.reset();
  EXPECT_EQ(nodeCount(drawnSearch(report), "//circle"), 1U);
  EXPECT_THAT(searchSvg(report), HasSubstr("recommended: layer by layer"));
}

TEST(SearchPicture, HasRoomForFewerMacsThanLayerByLayer) {
  SearchReport report = searchedWithin({});
  const Macs once = report.result.layerWise.macs;
  for (Candidate& candidate : report.result.candidates) {
    candidate.extra = Macs(-3 * once.count() / 1000);
  }
  const auto document = drawnSearch(report);
  const double foot =
      document.select_node("//line[@class='t-axis']").node().attribute("x1").as_double();
  for (const auto& dot : document.select_nodes("//circle")) {
    EXPECT_GE(dot.node().attribute("cx").as_double(), foot);
  }
  EXPECT_EQ(nodeCount(document, "//text[.='0 %']"), 1U);
}

TEST(SearchPicture, PageHasThePictureAndTheFront) {
  const std::string html = documentHtml(documentOf(searchedWithin({}), false, {Audience::page}));
  EXPECT_THAT(html, HasSubstr("<svg "));
  EXPECT_THAT(html, HasSubstr("Pareto front of peak against extra MACs"));
  for (const char* word : {"src=", "href=", "@import", "https:"}) {
    EXPECT_THAT(html, Not(HasSubstr(word)));
  }
}

}  // namespace
}  // namespace tessera
