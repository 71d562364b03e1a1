#include "sim/report/markdown.h"

#include <gmock/gmock.h>

#include <sstream>

#include "tests/support/simulation_report.h"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Bars that separate the cells of a line: those that no backslash escapes.
std::size_t bars(const std::string& line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++count;
  }
  return count;
}

TEST(Markdown, ATableHasARuleWithTheAlignment) {
  EXPECT_EQ(markdownTable({{"name"}, {"bytes", Align::right}}, {{{"a", "1"}}, {{"b", "2"}}}),
            "| name | bytes |\n| --- | ---: |\n| a | 1 |\n| b | 2 |\n");
}

TEST(Markdown, ColumnsWithoutTitleAndContentAreLeftOut) {
  EXPECT_EQ(markdownTable({{"name"}, {""}}, {{{"a", ""}}}), "| name |\n| --- |\n| a |\n");
}

TEST(Markdown, NamesCannotBreakTheTableOrTheMarkup) {
  EXPECT_EQ(markdownEscaped("a|b"), "a\\|b");
  EXPECT_EQ(markdownEscaped("<img src=x>&"), "&lt;img src=x>&amp;");
  EXPECT_EQ(markdownEscaped("*_`[x]"), "\\*\\_\\`\\[x\\]");
  EXPECT_THAT(markdownEscaped("a\nb"), Not(HasSubstr("\n")));
}

TEST(Markdown, EveryLineOfATableHasTheSameCells) {
  const std::string text = simulationMarkdown(test::patchedReport());
  std::istringstream lines(text);
  std::size_t cells = 0;
  std::size_t tables = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("|", 0) != 0) {
      cells = 0;
      continue;
    }
    if (cells == 0) ++tables;
    if (cells != 0) {
      EXPECT_EQ(bars(line), cells) << line;
    }
    cells = bars(line);
  }
  EXPECT_EQ(tables, 4U);
  EXPECT_THAT(text, HasSubstr("| step | operator | kind | patch |"));
}

TEST(Markdown, SaysHowManyStepsItLeavesOut) {
  const SimulationReport report = test::patchedReport();
  const std::size_t steps = report.run.trace.steps.size();
  ASSERT_GT(steps, 20U);
  EXPECT_THAT(simulationMarkdown(report),
              HasSubstr("\\[" + std::to_string(steps - 20) + " others\\]"));
}

}  // namespace
}  // namespace tessera
