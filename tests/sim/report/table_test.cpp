#include "sim/report/table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tessera {
namespace {

TEST(Table, AlignsColumns) {
  EXPECT_EQ(renderTable({{"name", Align::left}, {"n", Align::right}},
                        {{{"a", "1"}}, {{"bcdefg", "1234"}}}, {}),
            "  name       n\n"
            "  a          1\n"
            "  bcdefg  1234\n");
}

TEST(Table, ShrinkingColumnsGiveWayUntilEveryLineFits) {
  const std::string table =
      renderTable({{"name", Align::left, true}, {"kept", Align::left}},
                  {{{std::string(200, 'x'), "0123456789"}}}, {60, false, true});
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(displayWidth(line), 60U);
  EXPECT_NE(table.find("0123456789"), std::string::npos);
}

TEST(Table, TitlesAndBarsGiveWayBeforeSchedulesDo) {
  std::vector<Column> columns{scheduleColumn(), narrowColumn("extra, clipped", "clipped"), {""}};
  columns.back().yields = true;
  const std::vector<Row> rows{{{"patch:2x2@b1.add", "+1 %", "########"}}};
  EXPECT_EQ(renderTable(columns, rows, {29, false, false}),
            "  schedule          clipped\n"
            "  patch:2x2@b1.add     +1 %\n");
}

/// A name is typed back: it stays whole up to 40 columns, and overflows a narrow page.
TEST(Table, NamesStayWhole) {
  const std::vector<Row> rows{{{"patch:4x4@features/conv/3/add", "12345678"}}};
  const std::string whole = "  patch:4x4@features/conv/3/add  12345678\n";
  const std::string text = renderTable({scheduleColumn(), {"n"}}, rows, {34, false, false});
  EXPECT_NE(text.find(whole), std::string::npos) << text;
  const std::string named = renderTable({nameColumn("operator"), {"n"}}, rows, {34, false, false});
  EXPECT_NE(named.find(whole), std::string::npos) << named;
}

TEST(Table, ASchedulesLongNameKeepsItsGridAndTheEndsOfItsSplit) {
  const std::vector<Row> rows{
      {{"patch:4x4@features/block_12/expand/convolution/3/add", "12345678"}}};
  const std::string text = renderTable({scheduleColumn(), {"n"}}, rows, {52, false, false});
  EXPECT_NE(text.find("  patch:4x4@features/block..volution/3/add  12345678\n"), std::string::npos)
      << text;
}

TEST(Table, FoldsToTheHeaviestRowsInOrder) {
  EXPECT_EQ(heaviestRows({5, 1, 9, 9, 2}, 3), (std::vector<std::size_t>{0, 2, 3}));
  EXPECT_EQ(heaviestRows({1, 1, 1}, 2), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(heaviestRows({1, 2}, 2), (std::vector<std::size_t>{0, 1}));
}

TEST(Table, WidthIsThatOfTheLongestLineWhereNothingGivesWay) {
  const std::vector<Column> columns{{"name", Align::left, true}, {"", Align::left}, {"n"}};
  const std::vector<Row> rows{{{"a long name", "", "12345"}}};
  const std::string text = renderTable(columns, rows, {});
  EXPECT_EQ(tableWidth(columns, rows), std::string("  a long name  12345").size());
  EXPECT_NE(text.find("  a long name  12345\n"), std::string::npos);
}

}  // namespace
}  // namespace tessera
