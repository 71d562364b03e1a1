#include "gui/models/comparison_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <cmath>
#include <fstream>

#include "core/error.h"
#include "gui/models/change_model.h"
#include "gui/models/outline.h"
#include "sim/check/difference_report.h"
#include "sim/report/simulation_data.h"
#include "tests/gui/process.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

const std::string setting = " --runtime st-balanced --target NUCLEO-H743ZI2 ";

gui::Run runOf(const std::string& schedule, const std::string& runtime = "st-balanced") {
  return test::mobilenet(schedule, runtime);
}

class SavedReports : public testing::Test {
 protected:
  std::string save(const std::string& name, const std::string& text) {
    const std::string path = folder.filePath(QString::fromStdString(name)).toStdString();
    std::ofstream(path) << text;
    return path;
  }
  std::string report(const std::string& schedule, const std::string& runtime = "st-balanced") {
    return save("report" + std::to_string(count++) + ".json",
                simulationJson(runOf(schedule, runtime)->report));
  }

  QTemporaryDir folder;
  int count = 0;
};

TEST(CompareColumn, HasTheFiguresOfTheCli) {
  const QJsonArray runs =
      QJsonDocument::fromJson(
          QByteArray::fromStdString(test::printed("tessera compare " + test::mobilenetFile() +
                                                  " layer patch:2x2@auto" + " patch:4x4@auto" +
                                                  setting + "--format json")))
          .object()[QStringLiteral("runs")]
          .toArray();
  ASSERT_EQ(runs.size(), 3);
  const std::vector<std::string> schedules{"layer", "patch:2x2@auto", "patch:4x4@auto"};
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    SCOPED_TRACE(schedules[i]);
    const CompareColumn column = columnOf(*runOf(schedules[i]));
    const QJsonObject run = runs[static_cast<qsizetype>(i)].toObject();
    const QJsonObject totals = run[QStringLiteral("totals")].toObject();
    EXPECT_EQ(column.peak.count(), totals[QStringLiteral("peak_bytes")].toInteger());
    EXPECT_EQ(column.arena.value().count(), totals[QStringLiteral("arena_bytes")].toInteger());
    EXPECT_EQ(column.executed.value().count(), totals[QStringLiteral("executed_macs")].toInteger());
    EXPECT_EQ(column.recomputed.value().count(),
              totals[QStringLiteral("recomputed_macs")].toInteger());
    EXPECT_EQ(column.executedFull.value().count(),
              totals[QStringLiteral("executed_macs_full")].toInteger());
    EXPECT_EQ(column.flash.value().count(), totals[QStringLiteral("flash_bytes")].toInteger());
    EXPECT_NEAR(static_cast<double>(column.nanoseconds.value()),
                totals[QStringLiteral("latency_ms")].toDouble() * 1e6, 1);
    EXPECT_EQ(column.peakOperator, run[QStringLiteral("peak_operator")].toString().toStdString());
    const QJsonObject sram =
        run[QStringLiteral("fits")].toObject()[QStringLiteral("sram")].toObject();
    EXPECT_EQ(column.fit.value().sram.margin().count(),
              sram[QStringLiteral("margin_bytes")].toInteger());
  }
}

TEST_F(SavedReports, ReadAsTheRunThatTheyAreOf) {
  const CompareColumn run = columnOf(*runOf("patch:4x4@auto"));
  const CompareColumn read = readColumn(report("patch:4x4@auto"));
  EXPECT_EQ(read.title, run.title);
  EXPECT_EQ(read.peak, run.peak);
  EXPECT_EQ(read.arena, run.arena);
  EXPECT_EQ(read.executed, run.executed);
  EXPECT_EQ(read.recomputed, run.recomputed);
  EXPECT_EQ(read.executedFull, run.executedFull);
  EXPECT_NEAR(static_cast<double>(read.nanoseconds.value()),
              static_cast<double>(run.nanoseconds.value()), 1);
  EXPECT_EQ(read.flash, run.flash);
  EXPECT_EQ(read.peakOperator, run.peakOperator);
  EXPECT_EQ(read.fit.value().sram, run.fit.value().sram);
  EXPECT_EQ(read.fit.value().flash, run.fit.value().flash);
  ASSERT_EQ(read.outline.steps.size(), run.outline.steps.size());
  for (std::size_t i = 0; i < read.outline.steps.size(); ++i) {
    EXPECT_EQ(read.outline.steps[i].live, run.outline.steps[i].live);
  }
  EXPECT_EQ(read.outline.totals.peakStep, run.outline.totals.peakStep);
}

TEST_F(SavedReports, KnowWhatTheRuntimeKeeps) {
  const CompareColumn run = columnOf(*runOf("layer", "tflm"));
  const CompareColumn read = readColumn(report("layer", "tflm"));
  EXPECT_TRUE(run.kept);
  EXPECT_EQ(read.kept, run.kept);
  EXPECT_EQ(read.sram, run.sram);
}

TEST_F(SavedReports, DifferAsTheCliSays) {
  const std::string before = report("layer");
  const std::string after = report("patch:4x4@auto");
  EXPECT_EQ(differenceJson(difference(readColumn(before).snapshot, readColumn(after).snapshot)),
            test::printed("tessera diff " + before + " " + after + " --format json"));
}

TEST_F(SavedReports, ThatAreBrokenSayWhere) {
  const std::string whole = simulationJson(runOf("layer")->report);
  const auto message = [&](const std::string& text) {
    try {
      readColumn(save("broken.json", text));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("nothing");
  };
  EXPECT_NE(message(whole.substr(0, whole.size() / 2)).find("broken.json"), std::string::npos);
  EXPECT_NE(message("{}").find("is no report of a simulation"), std::string::npos);
  std::string negative = whole;
  const std::size_t at = negative.find("\"live_bytes\": ");
  ASSERT_NE(at, std::string::npos);
  negative.insert(at + std::string("\"live_bytes\": ").size(), "-");
  EXPECT_NE(message(negative).find("live_bytes"), std::string::npos);
}

TEST(CompareColumn, RunsDifferAsTheCliSays) {
  EXPECT_EQ(differenceJson(difference(columnOf(*runOf("layer")).snapshot,
                                      columnOf(*runOf("patch:3x3@auto")).snapshot)),
            test::printed("tessera diff layer patch:3x3@auto --model " + test::mobilenetFile() +
                          setting + "--format json"));
}

TEST(ChangeModel, AccountsForEveryByte) {
  ChangeModel model;
  const QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
  const Difference changed =
      difference(columnOf(*runOf("layer")).snapshot, columnOf(*runOf("patch:4x4@auto")).snapshot);
  const ChangeTable& buffers = changed.tables.back();
  model.setTable(buffers);
  const int last = model.rowCount() - 1;
  const auto number = [&](int row, int column) {
    QString words = model.index(row, column).data().toString();
    return words.remove(u' ').remove(u'B').toLongLong();
  };
  qlonglong sum = 0;
  for (int row = 0; row < last; ++row) sum += number(row, ChangeModel::change);
  EXPECT_EQ(sum, buffers.after - buffers.before);
  EXPECT_EQ(number(last, ChangeModel::change), sum);
  EXPECT_EQ(number(last, ChangeModel::before), buffers.before);
  EXPECT_EQ(number(last, ChangeModel::after), buffers.after);
  EXPECT_TRUE(model.index(last, 0).data(ChangeModel::totalRole).toBool());
  EXPECT_EQ(model.index(0, ChangeModel::name).data().toString().toStdString(),
            buffers.changes.front().name);
}

TEST(ComparisonModel, ShowsHowFarTheOthersAre) {
  ComparisonModel model;
  const QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setLive(columnOf(*runOf("patch:4x4@auto")));
  EXPECT_EQ(model.columnCount(), 1);
  model.keep(columnOf(*runOf("layer")));
  ASSERT_EQ(model.columnCount(), 2);
  EXPECT_EQ(model.reference(), 0);
  EXPECT_TRUE(model.isLive(1));
  const auto trend = [&](int row, int column) {
    return static_cast<Trend>(model.index(row, column).data(ComparisonModel::trendRole).toInt());
  };
  EXPECT_EQ(trend(ComparisonModel::peak, 1), Trend::better);
  EXPECT_EQ(trend(ComparisonModel::macs, 1), Trend::worse);
  EXPECT_EQ(trend(ComparisonModel::flash, 1), Trend::same);
  EXPECT_EQ(trend(ComparisonModel::steps, 1), Trend::same);
  EXPECT_TRUE(
      model.index(ComparisonModel::peak, 0).data(ComparisonModel::deltaRole).toString().isEmpty());
  const Bytes by = model.column(0).peak - model.column(1).peak;
  EXPECT_TRUE(model.index(ComparisonModel::peak, 1)
                  .data(ComparisonModel::deltaRole)
                  .toString()
                  .startsWith(QString::fromStdString("-" + kib(by))));
  model.setReference(1);
  EXPECT_EQ(trend(ComparisonModel::peak, 0), Trend::worse);
}

TEST(ComparisonModel, TheReferenceStaysWhereOthersComeAndGo) {
  ComparisonModel model;
  model.setLive(columnOf(*runOf("layer")));
  model.keep(columnOf(*runOf("layer")));
  model.keep(columnOf(*runOf("patch:2x2@auto")));
  model.setReference(2);
  ASSERT_TRUE(model.isLive(2));
  model.keep(columnOf(*runOf("patch:3x3@auto")));
  EXPECT_TRUE(model.isLive(model.reference()));
  model.setReference(1);
  model.remove(0);
  EXPECT_EQ(model.reference(), 0);
  EXPECT_NE(model.column(0).setting.find("2x2"), std::string::npos);
  model.remove(model.columnCount() - 1);  // the live one cannot be removed
  EXPECT_EQ(model.columnCount(), 3);
  model.setLive(std::nullopt);
  EXPECT_EQ(model.columnCount(), 2);
}

TEST(Outline, KeepsThePeakAtAnyResolution) {
  const gui::Run run = runOf("patch:4x4@auto");
  const Trace& trace = run->report.run.trace;
  for (const std::size_t pixels : {1U, 7U, 100U, 5000U}) {
    const auto parts = outlineOf(trace, pixels);
    ASSERT_FALSE(parts.empty());
    EXPECT_LE(parts.size(), std::min(2 * pixels, trace.steps.size()));
    EXPECT_DOUBLE_EQ(parts.back().end, 1);
    Bytes most;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      most = std::max(most, parts[i].most);
      EXPECT_DOUBLE_EQ(parts[i].begin, i > 0 ? parts[i - 1].end : 0);
    }
    EXPECT_EQ(most, trace.totals.peak);
  }
  EXPECT_TRUE(outlineOf({}, 100).empty());
}

}  // namespace
}  // namespace tessera::gui
