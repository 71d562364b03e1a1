#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "sim/memory/plan.h"

namespace tessera {

/// What makes a plan wrong; buffers by their index in the problem.
struct WrongCount {
  std::size_t offsets = 0;
  std::size_t buffers = 0;
};
struct NegativeOffset {
  std::size_t buffer = 0;
};
struct MisalignedOffset {
  std::size_t buffer = 0;
};
struct MovedFixed {
  std::size_t buffer = 0;
};
struct ApartFromShared {
  std::size_t buffer = 0;
  std::size_t other = 0;  ///< whose offset it should have
};
struct WrongDistance {
  std::size_t buffer = 0;
  std::size_t other = 0;  ///< from which it should have its distance
  Bytes distance;         ///< what that is
  Bytes found;            ///< what the plan has
};
struct BeyondArena {
  std::size_t buffer = 0;
};
struct Collision {
  std::size_t first = 0;
  std::size_t second = 0;
  std::int64_t step = 0;  ///< the first step in which both live
};

using PlanFault = std::variant<WrongCount, NegativeOffset, MisalignedOffset, MovedFixed,
                               ApartFromShared, WrongDistance, BeyondArena, Collision>;

/// The first fault of the plan for a problem that `checkProblem` accepts, or nothing: looks at
/// every pair of buffers, and shares no code with the planners. Two live buffers may share
/// addresses where distances relate them, whether directly or through others.
std::optional<PlanFault> validate(const PlanProblem& problem, const ArenaPlan& plan);

/// The fault in one sentence; `names` names the buffers (empty: their numbers).
std::string describe(const PlanFault& fault, std::span<const std::string> names);

}  // namespace tessera
