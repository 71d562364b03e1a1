#include "gui/views/fit_page.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/report/csv.h"
#include "tests/gui/process.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

class FitPageTest : public testing::Test {
 protected:
  FitPageTest() : page(document) {
    page.resize(1100, 800);
    page.show();
    document.open(test::mobilenetFile());
    EXPECT_TRUE(waitUntil([&] { return answered(); }));
  }

  bool answered() const { return !document.busy() && !page.busy() && page.model().report(); }

  void choose(const std::string& board) {
    RunSettings settings = document.settings();
    settings.board = board;
    document.setSettings(settings);
    EXPECT_TRUE(waitUntil([&] {
      return answered() && page.model().report()->question.boards == std::vector{board};
    }));
  }

  Document document;
  FitPage page;
};

TEST_F(FitPageTest, WithoutABoardItSaysWhichWouldDo) {
  EXPECT_FALSE(isOneScreen(*page.model().report()));
  EXPECT_TRUE(page.shownText().contains(QStringLiteral("boards")));
}

TEST_F(FitPageTest, OfABoardItSaysWhatWouldHelpAndTriesIt) {
  choose("NUCLEO-F446RE");
  const FitReport& report = *page.model().report();
  ASSERT_FALSE(report.advice.empty());
  EXPECT_TRUE(page.shownText().contains(QStringLiteral("does not fit")));
  EXPECT_TRUE(page.shownText().contains(QStringLiteral("Try it")));
  const auto patches =
      std::find_if(report.advice.begin(), report.advice.end(),
                   [](const auto& each) { return each.row.request.schedule != "layer"; });
  ASSERT_NE(patches, report.advice.end());
  const std::string schedule = patches->row.request.schedule;
  const Bytes promised = patches->row.totals.peak;
  page.tryAdvice(static_cast<std::size_t>(patches - report.advice.begin()));
  ASSERT_TRUE(waitUntil([&] { return answered(); }));
  EXPECT_EQ(document.settings().schedule, schedule);
  EXPECT_EQ(document.run()->report.run.trace.totals.peak, promised);
}

TEST_F(FitPageTest, SaysWhatTheCommandSays) {
  const auto shown = [&] {
    return documentCsv(documentOf(*page.model().report(), true, {Audience::program}));
  };
  EXPECT_EQ(shown(), test::printed("tessera fit " + test::mobilenetFile() + " --format csv"));
  choose("NUCLEO-F446RE");
  EXPECT_EQ(shown(), test::printed("tessera fit " + test::mobilenetFile() +
                                   " --target NUCLEO-F446RE --format csv || true"));
}

}  // namespace
}  // namespace tessera::gui
