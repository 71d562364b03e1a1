#pragma once

#include <cstdint>

#include "sim/search/order/problem.h"

namespace tessera::test {

/// A random order problem for property tests: operators with up to three inputs (now and then none)
/// and two outputs, tensors of no, equal and different bytes, several graph inputs and outputs,
/// tensors that nothing reads, scratch, and with `inPlace` operators that may overwrite an input.
/// The same seed gives the same problem.
OrderProblem randomOrderProblem(std::uint64_t seed, std::size_t operators, bool inPlace);

}  // namespace tessera::test
