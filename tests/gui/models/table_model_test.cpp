#include "gui/models/table_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "gui/models/run_tables.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using Tester = QAbstractItemModelTester;

/// Name, kind and a number of which the last is unknown.
TableData fruit() {
  static const std::vector<std::string> names{"apple", "Banana", "cherry, red", "date"};
  static const std::vector<std::string> kinds{"round", "long", "round", ""};
  static const std::vector<CellValue> grams{
      std::int64_t{1200}, std::int64_t{150}, std::int64_t{-9}, {}};
  TableData table;
  table.rowKind = RowKind::buffer;
  table.rows = names.size();
  table.kindColumn = 1;
  table.index = [](std::size_t row) { return row + 10; };
  table.columns = {
      {"name", "Name", "What", CellKind::text, [](std::size_t row) { return names[row]; }},
      {"kind", "Kind", "Form", CellKind::text, [](std::size_t row) { return kinds[row]; }},
      {"grams", "Mass (g)", "How much", CellKind::number,
       [](std::size_t row) { return grams[row]; }}};
  return table;
}

QString cell(const TableModel& model, int row, int column) {
  return model.index(row, column).data().toString();
}

QStringList names(const TableModel& model) {
  QStringList all;
  for (int row = 0; row < model.rowCount(); ++row) all << cell(model, row, 0);
  return all;
}

TEST(TableModel, KeepsTheContractOfModels) {
  TableModel model;
  const Tester tester(&model, Tester::FailureReportingMode::Fatal);
  model.setTable(fruit());
  model.sort(2, Qt::DescendingOrder);
  model.setFilter({QStringLiteral("a"), false, {}});
  model.sort(-1);
  model.setTable(stepTable(test::mobilenet()));
  model.setFilter({});
  model.sort(3);
  model.setTable(TableData{});
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(TableModel, ShowsGroupedNumbersAndSaysUnknown) {
  TableModel model;
  model.setTable(fruit());
  EXPECT_EQ(cell(model, 0, 2), QStringLiteral("1 200"));
  EXPECT_EQ(cell(model, 3, 2), QStringLiteral("unknown"));
  const auto alignment = [&](int column) {
    return model.index(0, column).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
  };
  EXPECT_TRUE(alignment(2).testFlag(Qt::AlignRight));
  EXPECT_TRUE(alignment(0).testFlag(Qt::AlignLeft));
  EXPECT_EQ(model.headerData(2, Qt::Horizontal).toString(), QStringLiteral("Mass (g)"));
  EXPECT_EQ(model.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString(),
            QStringLiteral("Mass (g): How much"));
}

TEST(TableModel, SortsByValueAndTheUnknownLast) {
  TableModel model;
  model.setTable(fruit());
  const QPersistentModelIndex apple = model.index(0, 0);
  model.sort(2);
  EXPECT_EQ(names(model).join(u'|'), QStringLiteral("cherry, red|Banana|apple|date"));
  EXPECT_EQ(apple.row(), 2);
  model.sort(2, Qt::DescendingOrder);
  EXPECT_EQ(names(model).join(u'|'), QStringLiteral("apple|Banana|cherry, red|date"));
  model.sort(-1);
  EXPECT_EQ(names(model).join(u'|'), QStringLiteral("apple|Banana|cherry, red|date"));
}

TEST(TableModel, FiltersByTextExpressionAndKind) {
  TableModel model;
  model.setTable(fruit());
  model.setFilter({QStringLiteral("AN"), false, {}});
  EXPECT_EQ(names(model), QStringList{QStringLiteral("Banana")});
  model.setFilter({QStringLiteral("^.a"), true, {}});
  EXPECT_EQ(names(model).join(u'|'), QStringLiteral("Banana|date"));
  model.setFilter({QStringLiteral("e"), false, QStringLiteral("round")});
  EXPECT_EQ(names(model).join(u'|'), QStringLiteral("apple|cherry, red"));
  model.setFilter({QStringLiteral("^.a"), false, {}});
  EXPECT_EQ(model.rowCount(), 0) << "plain text is no expression";
  EXPECT_EQ(fruit().kinds(), (std::vector<std::string>{"long", "round"}));
}

TEST(TableModel, AFaultyExpressionIsToldAndFiltersNothing) {
  TableModel model;
  model.setTable(fruit());
  const TableFilter faulty{QStringLiteral("ap("), true, {}};
  model.setFilter(faulty);
  EXPECT_EQ(model.rowCount(), 4);
  EXPECT_TRUE(faultOf(faulty).contains(QStringLiteral("at character")))
      << faultOf(faulty).toStdString();
  EXPECT_TRUE(faultOf({QStringLiteral("ap("), false, {}}).isEmpty());
}

TEST(TableModel, FindsTheRowOfATarget) {
  TableModel model;
  model.setTable(fruit());
  model.sort(2);
  EXPECT_EQ(model.rowOf(12), 0);
  EXPECT_EQ(model.targetOf(0), 12U);
  model.setFilter({QStringLiteral("apple"), false, {}});
  EXPECT_EQ(model.rowOf(12), std::nullopt);
  EXPECT_EQ(model.rowOf(10), 0);
  EXPECT_EQ(model.rowOf(99), std::nullopt);
}

TEST(TableModel, WritesRawNumbersInTheOrderShown) {
  TableModel model;
  model.setTable(fruit());
  model.sort(2, Qt::DescendingOrder);
  EXPECT_EQ(
      model.csvText(),
      "name,kind,grams\napple,round,1200\nBanana,long,150\n\"cherry, red\",round,-9\ndate,,\n");
  EXPECT_EQ(model.csvText({1}), "name,kind,grams\nBanana,long,150\n");
  EXPECT_EQ(model.tabbedText({0, 3}), "Name\tKind\tMass (g)\napple\tround\t1200\ndate\t\t\n");
}

/// A run of 200,000 steps, of which only the trace is long.
gui::Run longRun() {
  auto run = std::make_shared<RunData>(*test::mobilenet());
  auto& steps = run->report.run.trace.steps;
  const std::vector<Step> once = steps;
  while (steps.size() < 200'000) steps.push_back(once[steps.size() % once.size()]);
  return run;
}

TEST(TableModel, SortsAndFiltersTwoHundredThousandSteps) {
  TableModel model;
  model.setTable(stepTable(longRun()));
  const int all = model.rowCount();
  EXPECT_GE(all, 200'000);
  model.sort(5, Qt::DescendingOrder);
  model.setFilter({QStringLiteral("expand|dw$"), true, {}});
  EXPECT_GT(model.rowCount(), 1000);
  EXPECT_LT(model.rowCount(), all);
}

}  // namespace
}  // namespace tessera::gui
