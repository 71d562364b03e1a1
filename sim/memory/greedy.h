#pragma once

#include "sim/memory/plan.h"

namespace tessera {

/// TensorFlow Lite Micro's GreedyMemoryPlanner: buffers with a fixed (offline) offset first,
/// unchecked; the rest by size descending, of equal ones the *later* in the list first; each goes
/// to the first gap that is large enough between those placed before that live with it.
///
/// TFLM states live ranges inclusively: its [first, last] is [first, last + 1) here. It rounds
/// sizes to 16 before they reach the planner (`problemOf`'s `roundTo`); the planner itself knows no
/// alignment, so with a multiple of it as sizes the offsets here are TFLM's.
///
/// Source: tensorflow/lite/micro/memory_planner/greedy_memory_planner.cc. Throws what
/// `checkProblem` throws.
ArenaPlan tflmGreedy(const PlanProblem& problem);

/// TinyEngine's FirstFitAllocator (code_generator/allocator): by size descending, of equal ones the
/// first created first, each at the lowest free address. Throws what `checkProblem` throws.
ArenaPlan tinyengineFirstFit(const PlanProblem& problem);

}  // namespace tessera
