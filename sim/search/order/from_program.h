#pragma once

#include <cstdint>
#include <span>

#include "core/graph.h"
#include "sim/run/program.h"
#include "sim/schedule/schedule.h"
#include "sim/search/order/problem.h"

namespace tessera {

/// The order problem of a program: operator i is operator i of the graph, and the cost of an order
/// is exactly what `simulate` counts for the layer-wise schedule in that order, step by step.
///
/// Throws Error(unsupported) where that is no order problem: the runtime lets residuals go early
/// (`residual_until=depthwise`), and how long one counts depends on the model's own order; or the
/// order decides how large a tensor is (`depthwise_in_place=shared`, where a result keeps more than
/// its own bytes of an input that others read too).
OrderProblem orderProblemOf(const Program& program);

/// Whether `orderProblemOf` gives one.
bool hasOrderProblem(const Program& program);

/// Every operator a block of its own, whole, in `order`.
Schedule layerWise(const Graph& graph, std::span<const std::uint32_t> order);

/// The same network with its operators renumbered in that order (which must be executable): its own
/// layer-wise schedule runs in `order`, and all other schedules follow it as far as they follow
/// graph order.
Graph reordered(const Graph& graph, std::span<const std::uint32_t> order);

}  // namespace tessera
