#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/plan.h"

namespace tessera {

/// Of chains of the same size.
enum class Ties { firstFirst, lastFirst };

/// The chains by their extents, which is the largest size where they have no distances; largest
/// first.
std::vector<std::size_t> largestFirst(const PlanProblem& problem, std::span<const Chain> chains,
                                      Ties ties);

/// TensorFlow Lite Micro's GreedyMemoryPlanner: buffers with a fixed (offline) offset first,
/// unchecked; the rest by size descending, of equal ones the *later* in the list first; each goes
/// to the first gap that is large enough between those placed before that live with it.
///
/// TFLM has no chains: one is placed as a unit, in the order of its extent. TFLM states
/// live ranges inclusively: its [first, last] is [first, last + 1) here. It rounds
/// sizes to 16 before they reach the planner (`problemOf`'s `roundTo`); the planner itself knows no
/// alignment, so with a multiple of it as sizes the offsets here are TFLM's.
///
/// Source: tensorflow/lite/micro/memory_planner/greedy_memory_planner.cc. Throws what
/// `checkProblem` throws.
ArenaPlan tflmGreedy(const PlanProblem& problem);

/// TinyEngine's FirstFit allocator: by size descending, of equal ones the first created first, each
/// at the lowest free address. A chain counts as its extent for its whole life when it is
/// placed itself, and as what it occupies when others are (TinyEngine's quarter that stays after a
/// depthwise of stride 2). TinyEngine overlooks that buffers of the very same live range overlap;
/// here they do not share addresses.
///
/// Source: code_generator/allocator/{base_allocator,firstFit}.py. Throws what `checkProblem`
/// throws.
ArenaPlan tinyengineFirstFit(const PlanProblem& problem);

}  // namespace tessera
