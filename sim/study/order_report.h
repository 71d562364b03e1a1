#pragma once

#include <atomic>
#include <functional>

#include "sim/run/program.h"
#include "sim/study/results.h"
#include "sim/study/study_request.h"

namespace tessera {

/// Who looks on at a search for an order. Both may be empty.
struct OrderWatch {
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: end with the best found
  /// Called now and then with the least peak found and the bound proven so far.
  std::function<void(Bytes peak, Bytes lowerBound)> progress = {};
};

/// Renumbers the graph's operators in the order of least peak layer by layer that is found within
/// the limits: every schedule then follows it. Throws Error(unsupported) where the runtime's
/// counting has no best order.
OrderReport putInBestOrder(Graph& graph, const CountingRules& rules, const SearchLimits& limits,
                           const OrderWatch& watch);

/// Of a run layer by layer in the file's order: what another order would come to, as far as the
/// limits go.
OrderReport compareOrders(const Program& program, const Schedule& schedule,
                          const SearchLimits& limits);

}  // namespace tessera
