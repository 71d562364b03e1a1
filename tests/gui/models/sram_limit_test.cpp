#include "gui/models/sram_limit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "gui/models/compare_column.h"
#include "gui/models/headline.h"
#include "gui/models/search_model.h"
#include "gui/models/timeline_data.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

/// On a board of 128 KiB, of which TFLite Micro keeps half for this model.
gui::Run onBoard(const std::string& runtime, const std::string& schedule = "layer") {
  return test::mobilenet(schedule, runtime, "NUCLEO-F446RE");
}

HeadlineFigure figure(const std::vector<HeadlineFigure>& figures, const std::string& title) {
  return *std::find_if(figures.begin(), figures.end(),
                       [&](const HeadlineFigure& at) { return at.title == title; });
}

TEST(SramLimit, LeavesWhatTheRuntimeDoesNotKeep) {
  const gui::Run run = onBoard("tflm");
  const SramLimit limit = limitOf(run->report).value();
  EXPECT_EQ(limit.sram, largestContiguous(run->report.target->device));
  EXPECT_EQ(limit.kept, run->report.run.persistent.value().withoutVariables());
  EXPECT_GT(limit.kept, Bytes(0));
  EXPECT_EQ(limit.room(), limit.sram - limit.kept);
  EXPECT_EQ(limit.keptText(), "tflm keeps " + kib(limit.kept));
  EXPECT_EQ(timelineData(run).limit, limit);
}

TEST(SramLimit, IsTheBoardsWhereTheRuntimeKeepsNothing) {
  const SramLimit limit = limitOf(onBoard("tinyengine")->report).value();
  EXPECT_EQ(limit.room(), limit.sram);
  EXPECT_EQ(limit.keptText(), "");
  EXPECT_FALSE(limitOf(test::runOf(test::mobilenetFile(), {})->report));
  EXPECT_EQ((SramLimit{Bytes(100), Bytes(120), "tflm"}.room()), Bytes(0));
}

/// What is drawn above the line does not fit, and what lies below it does.
TEST(SramLimit, DecidesWhatFits) {
  for (const std::string schedule : {"layer", "patch:2x2@auto", "patch:4x4@auto"}) {
    const gui::Run run = onBoard("tflm", schedule);
    const SimulationReport& report = run->report;
    const DeviceFit fit =
        fitOf(report.target->device, demandOf(report.runtime, report.model, report.run));
    EXPECT_EQ(report.run.arena->plan.arena <= limitOf(report)->room(), fit.sram.fits()) << schedule;
  }
}

TEST(SramLimit, OfTheMemoryPageIsTheBudgetOfTheSearch) {
  const gui::Run run = onBoard("tflm");
  SearchModel search;
  SearchChoice choice;
  choice.largestGrid = 2;
  search.start(run, choice);
  ASSERT_TRUE(test::waitUntil([&] { return !search.busy(); }));
  EXPECT_EQ(limitOf(search.found()->report), limitOf(run->report));
  choice.sram = Bytes(100 * 1024);
  search.start(run, choice);
  ASSERT_TRUE(test::waitUntil([&] { return !search.busy(); }));
  const SramLimit limit = limitOf(search.found()->report).value();
  EXPECT_EQ(limit.sram, *choice.sram);
  EXPECT_EQ(limit.kept, limitOf(run->report)->kept);
}

TEST(SramLimit, BelongsInThePictureWhereItIsNear) {
  const auto top = [](std::int64_t sram, std::int64_t kept) {
    return topOf(SramLimit{Bytes(sram), Bytes(kept), "tflm"}, Bytes(100)).count();
  };
  EXPECT_EQ(topOf(std::nullopt, Bytes(100)), Bytes(100));
  EXPECT_EQ(top(10, 0), 100);
  EXPECT_EQ(top(150, 0), 150);
  EXPECT_EQ(top(200, 0), 100) << "far above";
  EXPECT_EQ(top(200, 90), 200) << "what is kept is in it";
  EXPECT_EQ(top(900, 800), 200) << "but the content keeps half of it";
}

TEST(Headline, CountsWhatTheRuntimeKeeps) {
  const gui::Run run = onBoard("tflm");
  const auto figures = headline(*run);
  const Bytes arena = run->report.run.arena->plan.arena;
  const Bytes kept = keptBeside(run->report);
  EXPECT_EQ(figure(figures, "Arena").value, kib(arena));
  EXPECT_EQ(figure(figures, "Arena").detail, "+ " + kib(kept) + " tflm keeps");
  EXPECT_NE(figure(figures, "Arena").tip.find(exactBytes(arena + kept)), std::string::npos);
  EXPECT_NE(figure(figures, "Fits").tip.find("runtime " + kib(kept)), std::string::npos);
  EXPECT_EQ(figure(headline(*onBoard("tinyengine")), "Arena").detail, "tinyengine, proven least");
}

TEST(Headline, SaysFitsOnlyOfWhatAnEngineRuns) {
  const auto fits = [](const std::string& runtime, const std::string& schedule) {
    return figure(headline(*test::mobilenet(schedule, runtime)), "Fits").value;
  };
  EXPECT_EQ(fits("tflm", "layer"), "yes");
  EXPECT_EQ(fits("tflm", "patch:4x4@auto"), "cannot run");
  EXPECT_EQ(fits("tinyengine", "patch:4x4@auto"), "yes");
  EXPECT_EQ(fits("liveness", "layer"), "not known");
}

TEST(ColumnOf, CountsWhatTheRuntimeKeeps) {
  const CompareColumn column = columnOf(*onBoard("tflm"));
  EXPECT_EQ(column.kept.value(), keptBeside(onBoard("tflm")->report));
  EXPECT_EQ(column.sram, *column.arena + *column.kept);
  EXPECT_EQ(column.sram, column.fit.value().sram.needed);
  const CompareColumn other = columnOf(*onBoard("tinyengine"));
  EXPECT_FALSE(other.kept);
  EXPECT_EQ(other.sram, other.arena);
}

}  // namespace
}  // namespace tessera::gui
