#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/memory/plan.h"

namespace tessera {

/// Two buffers with bytes, both at fixed offsets (their own or their chain's), that share
/// addresses.
struct FixedCollision {
  std::size_t first = 0;
  std::size_t second = 0;
  std::int64_t step = 0;  ///< the first step in which both live
};

/// The first such pair in the order of steps, or nothing. No plan of a problem that has one is
/// valid.
std::optional<FixedCollision> fixedCollision(const PlanProblem& problem);

}  // namespace tessera
