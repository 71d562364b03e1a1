#include "gui/models/search_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "gui/models/front_model.h"
#include "gui/models/scatter.h"
#include "sim/report/search.h"
#include "tests/gui/process.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

Run boardRun(const std::string& runtime = "st-balanced") {
  return test::mobilenet("layer", runtime, "NUCLEO-F412ZG");
}

TEST(SearchModel, FindsWhatTheCliFinds) {
  SearchModel model;
  SearchChoice choice;
  choice.largestGrid = 5;
  choice.rectangular = true;
  choice.sram = Bytes(64 * 1024);
  model.start(boardRun(), choice);
  ASSERT_TRUE(waitUntil([&] { return !model.busy(); }));
  ASSERT_NE(model.found(), nullptr);
  EXPECT_EQ(
      searchJson(model.found()->report),
      test::printed("tessera search " + test::mobilenetFile() +
                    " --space mcunetv2 --runtime st-balanced --target NUCLEO-F412ZG --max-grid 5 "
                    "--rectangular --sram 64KiB --format json"));
}

TEST(SearchModel, TheBoardIsTheBudgetWhereNoneIsGiven) {
  SearchModel model;
  model.start(boardRun("tflm"), {});
  ASSERT_TRUE(waitUntil([&] { return !model.busy(); }));
  EXPECT_EQ(searchJson(model.found()->report),
            test::printed("tessera search " + test::mobilenetFile() +
                          " --space mcunetv2 --runtime tflm --target NUCLEO-F412ZG --format json"));
}

TEST(SearchModel, PlansTheArenasOfTheFront) {
  SearchModel model;
  const gui::Run run = boardRun("tflm");
  model.start(run, {});
  ASSERT_TRUE(waitUntil([&] { return !model.busy(); }));
  const SearchResult& result = model.found()->report.result;
  ASSERT_EQ(model.arenas().size(), result.pareto.size());
  const std::size_t first = result.pareto.front();
  RunSettings settings = run->settings;
  settings.schedule = scatterOf(model.found()->report).points[first].schedule;
  EXPECT_EQ(model.arenas().at(first),
            test::runOf(test::mobilenetFile(), settings)->report.run.arena->plan.arena);
}

TEST(SearchModel, KeepsWhatWasFoundWhenStopped) {
  SearchModel model;
  SearchChoice choice;
  choice.largestGrid = 16;
  choice.rectangular = true;
  const gui::Run run = boardRun();
  std::size_t total = 0;
  QObject::connect(&model, &SearchModel::progressed, [&](qulonglong, qulonglong all) {
    total = all;
    model.stop();
  });
  QSignalSpy found(&model, &SearchModel::foundChanged);
  model.start(run, choice);
  ASSERT_TRUE(waitUntil([&] { return !model.busy(); }));
  ASSERT_EQ(found.count(), 1);
  const SearchResult& result = model.found()->report.result;
  EXPECT_EQ(result.planned, total);
  EXPECT_FALSE(result.complete());
  EXPECT_GT(result.candidates.size(), 0U);
  EXPECT_TRUE(model.isOf(run));
}

TEST(SearchModel, KnowsWhenTheSettingsHaveChanged) {
  SearchModel model;
  SearchChoice choice;
  choice.largestGrid = 2;
  model.start(boardRun(), choice);
  ASSERT_TRUE(waitUntil([&] { return !model.busy(); }));
  EXPECT_TRUE(model.isOf(boardRun()));
  EXPECT_FALSE(model.isOf(boardRun("tflm")));
  EXPECT_FALSE(model.isOf(nullptr));
  RunData changed = *boardRun();
  ++changed.modified;
  EXPECT_FALSE(model.isOf(std::make_shared<const RunData>(changed)));
}

TEST(SearchModel, ClosesWhileBusy) {
  SearchModel model;
  SearchChoice choice;
  choice.largestGrid = 16;
  choice.rectangular = true;
  model.start(boardRun(), choice);
  EXPECT_TRUE(model.busy());
}

TEST(FrontModel, ListsTheFrontWithItsFigures) {
  SearchModel search;
  search.start(boardRun("tflm"), {});
  ASSERT_TRUE(waitUntil([&] { return !search.busy(); }));
  const Scatter scatter = scatterOf(search.found()->report);
  FrontModel model;
  const QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setScatter(scatter);
  model.setArenas(search.arenas());
  ASSERT_EQ(model.rowCount(), static_cast<int>(scatter.front.size()));
  for (int row = 0; row < model.rowCount(); ++row) {
    const Candidate& candidate = search.found()->report.result.candidates[model.candidate(row)];
    const auto number = [&](int column) {
      return model.index(row, column).data(FrontModel::sortRole).toLongLong();
    };
    EXPECT_EQ(number(FrontModel::peak), candidate.totals.peak.count());
    EXPECT_EQ(number(FrontModel::extra), candidate.extra.count());
    EXPECT_EQ(number(FrontModel::arena), search.arenas().at(model.candidate(row)).count());
    EXPECT_EQ(number(FrontModel::sram), number(FrontModel::arena) + scatter.kept.count());
    EXPECT_EQ(model.index(row, FrontModel::peak).data().toString().toStdString(),
              kib(candidate.totals.peak));
    EXPECT_EQ(model.rowOf(model.candidate(row)), row);
  }
  EXPECT_GT(scatter.kept, Bytes(0));
  EXPECT_TRUE(model.index(0, 0)
                  .data(Qt::ToolTipRole)
                  .toString()
                  .contains(QString::fromStdString("tflm keeps " + kib(scatter.kept))));
  model.setScatter({});
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(ScatterExtent, HoldsTheFrontAndAllWhereAsked) {
  SearchModel search;
  search.start(boardRun(), {});
  ASSERT_TRUE(waitUntil([&] { return !search.busy(); }));
  const Scatter scatter = scatterOf(search.found()->report);
  const ScatterExtent near = extentOf(scatter, false);
  for (const std::size_t index : scatter.front) EXPECT_TRUE(near.holds(scatter.points[index]));
  EXPECT_TRUE(near.holds(scatter.layers));
  const ScatterExtent all = extentOf(scatter, true);
  for (const ScatterPoint& point : scatter.points) {
    EXPECT_TRUE(all.holds(point));
    ASSERT_TRUE(point.milliseconds);
    EXPECT_GE(*point.milliseconds, *all.fastest);
    EXPECT_LE(*point.milliseconds, *all.slowest);
  }
}

}  // namespace
}  // namespace tessera::gui
