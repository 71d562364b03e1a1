#pragma once

#include <cstddef>
#include <vector>

#include "core/interval.h"

namespace tessera {

/// Runs of a block's operators that its undecided tensors do not tell apart: [begin, end) by
/// position.
using OperatorClasses = std::vector<Interval>;

/// Blocks with more of them are not searched.
constexpr std::size_t mostClasses = 9;

/// The classes of the operators from `begin` to `end`, where tensors are undecided that `lasts`
/// read last: whoever runs before such a reader, that reader itself, and whoever runs after it
/// differ.
OperatorClasses operatorClasses(std::size_t begin, std::size_t end, std::vector<std::size_t> lasts);

/// By class of `from`, the number of the class of `to` that holds it; `to` tells fewer apart.
std::vector<std::size_t> classesIn(const OperatorClasses& from, const OperatorClasses& to);

}  // namespace tessera
