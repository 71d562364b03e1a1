#include <QRegularExpression>

#include "sim/report/run_figures.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Headline : public App {};

/// The share of the schedule, on whichever page: executed beyond every operator once.
TEST_F(Headline, OneShareOfRecomputedMacsIsOnEveryPage) {
  openWhatDoesNotFit();
  const Totals& totals = window.document().run()->report.run.trace.totals;
  const QString share = text(finePercent(ratio(totals.executed - totals.macs, totals.macs)));
  EXPECT_TRUE(headline().contains(share)) << headline().join(u'|').toStdString();
  EXPECT_TRUE(headline().contains(QStringLiteral("clipped tiles")));
  search();
  auto& front = called<QTableView>(QStringLiteral("Pareto front"), *window.pages().search);
  int found = 0;
  for (int row = 0; row < front.model()->rowCount(); ++row) {
    const auto cell = [&](int column) {
      return front.model()->index(row, column).data().toString();
    };
    if (cell(FrontModel::schedule) != text(window.document().run()->report.run.schedule.name)) {
      continue;
    }
    EXPECT_EQ(cell(FrontModel::extra), share);
    ++found;
  }
  EXPECT_EQ(found, 1);
}

TEST_F(Headline, IsNeverCut) {
  openWhatDoesNotFit();
  for (const int width : {1600, 1360, 1024, 800}) {
    window.resize(width, 900);
    test::execUntil([] { return false; }, 50);
    auto* strip = window.findChild<HeadlineStrip*>();
    for (const auto& line : strip->lines()) {
      EXPECT_EQ(line.shown, line.text) << width;
      EXPECT_LE(QFontMetrics(line.font).horizontalAdvance(line.shown), line.room.width())
          << width << line.text.toStdString();
      EXPECT_TRUE(strip->rect().contains(line.room)) << width << line.text.toStdString();
    }
  }
}

TEST_F(Headline, SaysSecondsFromASecondOn) {
  openWhatDoesNotFit();
  const QString words = headline().join(u'|');
  EXPECT_TRUE(words.contains(QRegularExpression(QStringLiteral(R"(\|\d\.\d{3} s\|)"))))
      << words.toStdString();
  EXPECT_FALSE(words.contains(QStringLiteral("e+"))) << words.toStdString();
}

}  // namespace
}  // namespace tessera::gui
