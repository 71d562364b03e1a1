#include "gui/views/scatter_view.h"
#include "gui/views/timeline_chart.h"
#include "sim/study/demand.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Limit : public App {};

bool contains(const QStringList& words, const std::string& part) {
  return !words.filter(text(part)).isEmpty();
}

TEST_F(Limit, TheHeadlineSaysWhyAnArenaBelowTheLineDoesNotFit) {
  openWhatDoesNotFit();
  const SimulationReport& report = window.document().run()->report;
  const QStringList words = headline();
  EXPECT_TRUE(words.contains(QStringLiteral("no")));
  EXPECT_TRUE(contains(words, "+ " + kib(keptBeside(report)) + " tflm keeps"));
  EXPECT_TRUE(contains(words, " SRAM over"));
  EXPECT_TRUE(contains(words, " flash over"));
  EXPECT_TRUE(contains(words, kib(flashOf(report.runtime, report.model))));
}

TEST_F(Limit, TheHeadlineNamesTensorArena) {
  openSample("mbv2-w0.35-r144-int8.onnx");
  set([](RunSettings& settings) { settings.runtime = "tflm"; });
  const SimulationReport& report = window.document().run()->report;
  EXPECT_TRUE(contains(headline(), "tensor_arena " + kib(report.run.arena->plan.arena +
                                                         report.run.persistent->total())));
}

TEST_F(Limit, IsTheSameOnMemoryAndSearch) {
  openWhatDoesNotFit();
  const auto shown = window.pages().timeline->chart().data().limit;
  ASSERT_TRUE(shown);
  search();
  const auto searched = limitOf(window.pages().search->model().found()->report);
  ASSERT_TRUE(searched);
  EXPECT_EQ(searched->sram, shown->sram);
  EXPECT_EQ(searched->kept, shown->kept);
  EXPECT_GT(shown->kept, Bytes(0));
}

}  // namespace
}  // namespace tessera::gui
