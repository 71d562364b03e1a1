#include "sim/report/svg/search_picture.h"

#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "sim/report/html.h"
#include "sim/report/search_figures.h"
#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

SearchReport searched(std::optional<Bytes> sram) {
  const SimulationReport one = test::patchedReport();
  const Program program(one.model.graph, one.runtime.rules);
  PatchSearchOptions options;
  options.grids = gridsUpTo(3, false);
  options.sram = sram;
  return {one.model, one.runtime, sram, {}, searchPatches(program, options), {}, {}};
}

pugi::xml_document drawn(const SearchReport& report) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(searchSvg(report).c_str()));
  return document;
}

std::size_t count(const pugi::xml_document& document, const char* query) {
  return document.select_nodes(query).size();
}

TEST(SearchPicture, MarksTheFrontAndTheRecommendedSchedule) {
  const SearchReport report = searched({});
  ASSERT_TRUE(report.result.recommended);
  const auto document = drawn(report);
  EXPECT_EQ(count(document, "//circle[@class='t-front']"), report.result.pareto.size());
  EXPECT_EQ(count(document, "//path[@class='t-front-line']"), 1U);
  const auto best = document.select_nodes("//circle[@class='t-recommended']/title");
  ASSERT_EQ(best.size(), 1U);
  const PatchCandidate& candidate = report.result.candidates[*report.result.recommended];
  EXPECT_THAT(best.first().node().text().get(),
              HasSubstr(scheduleName(report.model.graph, candidate) + ": peak " +
                        exactBytes(candidate.totals.peak)));
}

TEST(SearchPicture, MarksABudgetThatIsNear) {
  const Bytes peak = searched({}).result.layerWise.peak;
  EXPECT_EQ(count(drawn(searched(peak)), "//line[@class='t-budget']"), 1U);
  EXPECT_EQ(count(drawn(searched(Bytes(1 << 30))), "//line[@class='t-budget']"), 0U);
}

TEST(SearchPicture, WithoutCandidatesIsLayerByLayer) {
  SearchReport report = searched({});
  report.result.candidates.clear();
  report.result.pareto.clear();
  report.result.recommended.reset();
  EXPECT_EQ(count(drawn(report), "//circle"), 1U);
  EXPECT_THAT(searchSvg(report), HasSubstr("recommended: layer by layer"));
}

TEST(SearchPicture, HasRoomForFewerMacsThanLayerByLayer) {
  SearchReport report = searched({});
  const Macs once = report.result.layerWise.macs;
  for (PatchCandidate& candidate : report.result.candidates) {
    candidate.extra = Macs(-3 * once.count() / 1000);
  }
  const auto document = drawn(report);
  const double foot =
      document.select_node("//line[@class='t-axis']").node().attribute("x1").as_double();
  for (const auto& dot : document.select_nodes("//circle")) {
    EXPECT_GE(dot.node().attribute("cx").as_double(), foot);
  }
  EXPECT_EQ(count(document, "//text[.='0 %']"), 1U);
}

TEST(SearchPicture, PageHasThePictureAndTheFront) {
  const std::string html = searchHtml(searched({}));
  EXPECT_THAT(html, HasSubstr("<svg "));
  EXPECT_THAT(html, HasSubstr("Pareto front of peak against extra MACs"));
  for (const char* word : {"src=", "href=", "@import", "https:"}) {
    EXPECT_THAT(html, Not(HasSubstr(word)));
  }
}

}  // namespace
}  // namespace tessera
