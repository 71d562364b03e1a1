#include "gui/models/selection.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::mobilenet;

TEST(Selection, BeginsWithTheCursorOnThePeak) {
  Selection selection;
  const gui::Run run = mobilenet();
  selection.setRun(run);
  EXPECT_EQ(selection.selected().cursor,
            static_cast<std::int64_t>(run->report.run.trace.totals.peakStep));
  EXPECT_TRUE(selection.selected().steps.empty());
}

TEST(Selection, OfAnOperatorCoversAllItsSteps) {
  Selection selection;
  const gui::Run run = mobilenet();
  selection.setRun(run);
  const OperatorId op = run->report.run.trace.steps[1].op;
  selection.selectOperator(op);
  const Interval steps = selection.selected().steps;
  const auto& all = run->report.run.trace.steps;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_TRUE(all[i].op != op || steps.contains(static_cast<std::int64_t>(i))) << i;
  }
  EXPECT_EQ(all[static_cast<std::size_t>(selection.selected().cursor)].op, op);
}

TEST(Selection, OfABufferIsItsLiveRange) {
  Selection selection;
  const gui::Run run = mobilenet();
  selection.setRun(run);
  selection.selectBuffer(2);
  EXPECT_EQ(selection.selected().steps, run->report.run.trace.buffers[2].steps);
  EXPECT_EQ(selection.selected().buffer, std::optional<std::size_t>(2));
}

TEST(Selection, TellsChangesOnce) {
  Selection selection;
  selection.setRun(mobilenet());
  QSignalSpy changes(&selection, &Selection::changed);
  selection.selectStep(3);
  selection.selectStep(3);
  EXPECT_EQ(changes.count(), 1);
  selection.clear();
  EXPECT_EQ(changes.count(), 2);
  EXPECT_EQ(selection.selected().cursor, 3);
}

TEST(Selection, StaysOnTheSameBufferAndOperatorUnderAnotherSchedule) {
  Selection selection;
  const gui::Run layers = mobilenet("layer");
  const gui::Run patches = mobilenet("patch:2x2@auto");
  selection.setRun(layers);
  const std::size_t last = layers->report.run.trace.buffers.size() - 1;
  const std::string name =
      bufferName(layers->report.model.graph, layers->report.run.trace.buffers[last]);
  selection.selectBuffer(last);
  selection.setRun(patches);
  ASSERT_TRUE(selection.selected().buffer);
  EXPECT_EQ(bufferName(patches->report.model.graph,
                       patches->report.run.trace.buffers[*selection.selected().buffer]),
            name);
}

TEST(Selection, StepsStayWithinTheRun) {
  Selection selection;
  const gui::Run run = mobilenet("layer");
  selection.setRun(run);
  selection.moveCursor(1'000'000);
  EXPECT_EQ(selection.selected().cursor,
            static_cast<std::int64_t>(run->report.run.trace.steps.size()) - 1);
  selection.moveCursor(-1'000'000);
  EXPECT_EQ(selection.selected().cursor, 0);
  selection.selectStep(-5);
  EXPECT_EQ(selection.selected().cursor, 0);
}

TEST(Selection, WithoutARunNothingCanBeSelected) {
  Selection selection;
  selection.setRun(nullptr);
  selection.selectStep(1);
  selection.selectPeak();
  selection.moveCursor(1);
  EXPECT_EQ(selection.selected(), Selected{});
}

}  // namespace
}  // namespace tessera::gui
