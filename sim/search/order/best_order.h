#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>

#include "core/search_end.h"
#include "sim/search/order/problem.h"

namespace tessera {

/// What bounds the search and who hears of it.
struct OrderOptions {
  std::chrono::milliseconds timeLimit{0};  ///< 0: none
  std::size_t stepLimit =
      SIZE_MAX;  ///< of the search: a limit that repeats exactly; some 2 us each
  std::size_t memoryLimit = std::size_t{1} << 30U;  ///< bytes of the sets kept, about
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: end with what is found
  /// Called now and then with the least peak found and the bound proven so far.
  std::function<void(Bytes peak, Bytes lowerBound)> progress;
};

struct OrderResult {
  OperatorOrder order;  ///< the best found; the given one where none is better
  Bytes peak;           ///< of `order`, as `orderPeak` counts
  Bytes lowerBound;     ///< no order has a peak below it
  SearchEnd end = SearchEnd::proven;
  bool proven() const { return peak == lowerBound; }
};

/// The order of least peak, or the best found within the limits with a true lower bound.
///
/// The problem is divided where every order must pass (`sectionsOf`); only sections whose given
/// order exceeds the bound that some other section sets anyway are searched. Each of those by an
/// exact depth-first search (`DepthFirst`); where that does not end soon, minimum cuts (`CutBound`)
/// raise its lower bound and a beam (`beamOrder`) improves the known order first. The result is a
/// function of the problem and the limits, except that a time limit or `stop` may end it anywhere.
/// Throws what `checkProblem` throws.
OrderResult bestOrder(const OrderProblem& problem, const OrderOptions& options = {});

}  // namespace tessera
