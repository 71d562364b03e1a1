#pragma once

#include <cstdint>

#include "sim/search/order/problem.h"

namespace tessera::test {

/// The least peak of all orders of at most 20 operators, by dynamic programming over the sets of
/// operators that have run, and the least bytes of one operator's step. Both ask for every tensor
/// and every step whether the tensor is live then, straight from the definition in
/// `OrderProblem`, without a look at the product's search.
std::int64_t leastPeak(const OrderProblem& problem);
std::int64_t leastStep(const OrderProblem& problem, std::uint32_t op);

}  // namespace tessera::test
