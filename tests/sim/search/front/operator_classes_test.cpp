#include "sim/search/front/operator_classes.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(OperatorClasses, LastReadersStandAlone) {
  EXPECT_EQ(operatorClasses(2, 9, {6, 2, 6}), (OperatorClasses{{2, 3}, {3, 6}, {6, 7}, {7, 10}}));
  EXPECT_EQ(operatorClasses(4, 5, {5}), (OperatorClasses{{4, 5}, {5, 6}}));
  EXPECT_EQ(operatorClasses(4, 5, {}), (OperatorClasses{{4, 6}}));
}

TEST(OperatorClasses, FewerReadersTellFewerApart) {
  const OperatorClasses from = operatorClasses(3, 9, {3, 6});
  const OperatorClasses to = operatorClasses(2, 9, {2, 6});
  EXPECT_EQ(classesIn(from, to), (std::vector<std::size_t>{1, 1, 2, 3}));
}

}  // namespace
}  // namespace tessera
