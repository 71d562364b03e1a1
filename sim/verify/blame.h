#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/graph.h"
#include "core/interval.h"
#include "sim/memory/plan.h"
#include "sim/run/trace.h"

namespace tessera::verify {

/// Why a tensor (a storage) has no bytes in a step: "whose bytes were let go after step 7, 'conv'".
std::string whyNotLive(const Graph& graph, const Trace& trace, TensorId storage, std::size_t step);

/// Another buffer that lies over the addresses of a buffer while that one lives, if any; the one
/// that begins last of those that begin up to `step`.
std::optional<std::size_t> overlapping(const Trace& trace, const ArenaPlan& plan,
                                       std::size_t buffer, Interval addresses, std::size_t step);

/// The first buffer that does not lie within the arena, if any.
std::optional<std::size_t> outsideArena(const Trace& trace, const ArenaPlan& plan);

/// The first buffer that is written in place over one at another offset, or that does not begin as
/// many bytes as it must before the one over which it is written; if any.
std::optional<std::size_t> movedFromItsInput(const Trace& trace, const ArenaPlan& plan);

}  // namespace tessera::verify
