// The networks of shared/data/order, registered only where that folder is.
#ifdef TESSERA_ORDER_DATA

#include <gtest/gtest.h>

#include "sim/search/order/best_order.h"
#include "tests/support/order_file.h"

namespace tessera {
namespace {

struct Published {
  std::string name;
  std::size_t operators = 0;
  std::int64_t given = 0;
  std::int64_t least = 0;
};

/// The table of shared/data/order/README.md.
const std::vector<Published> networks{
    {"darts-cifar", 799, 2'064'384, 1'622'016},
    {"nasnet-cifar", 877, 2'621'440, 2'031'616},
    {"amoebanet-cifar-1x16-int8", 211, 172'032, 163'840},
    {"darts-imagenet", 587, 5'347'456, 4'616'192},
    {"nasnet-imagenet", 719, 5'171'840, 4'474'080},
    {"randwire32-s1", 411, 4'892'160, 4'647'552},
    {"randwire32-s1-sum", 356, 3'669'120, 3'424'512},
};

TEST(PublishedOrders, LeastPeaksWithProof) {
  for (const Published& network : networks) {
    SCOPED_TRACE(network.name);
    const OrderProblem problem = test::readOrderFile(TESSERA_ORDER_DATA "/" + network.name + ".g");
    EXPECT_EQ(problem.operators.size(), network.operators);
    EXPECT_EQ(orderPeak(problem, givenOrder(problem)), Bytes(network.given));
    const OrderResult result = bestOrder(problem);
    EXPECT_EQ(result.peak, Bytes(network.least));
    EXPECT_EQ(result.lowerBound, Bytes(network.least));
    EXPECT_EQ(orderPeak(problem, result.order), result.peak);
  }
}

}  // namespace
}  // namespace tessera

#endif
