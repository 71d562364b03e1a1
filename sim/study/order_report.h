#pragma once

#include "sim/run/program.h"
#include "sim/search/order/best_order.h"
#include "sim/study/results.h"

namespace tessera {

/// The file's order against what a search found.
OrderReport::Peaks orderPeaks(const OrderProblem& problem, const OrderResult& result);

/// Of a run layer by layer in the file's order: what another order would come to, as far as that
/// shows with little work. The same model gives the same answer on every machine.
OrderReport compareOrders(const Program& program, const Schedule& schedule);

}  // namespace tessera
