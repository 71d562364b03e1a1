#pragma once

#include "sim/cost/kernel_work.h"
#include "sim/cost/latency_terms.h"

namespace tessera {

/// The cycles that CMSIS-NN's int8 kernels take for this work on that core, by term: counted
/// instructions times documented instruction timing, no flash wait states, warm caches.
///
/// Source: instruction counts of CMSIS-NN (2026-07, GCC 12.2 -O3; Cortex-M85 with clang) under an
/// instruction-exact emulator on 455 shapes, as formulas of least relative squares (their error is
/// below 4 % on the shapes counted). Moving an element is not counted there: it is taken as a
/// quarter of what elementwise addition costs.
TermCycles countedCycles(const KernelWork& work, CoreBuild core);

}  // namespace tessera
