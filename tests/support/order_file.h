#pragma once

#include <string>

#include "sim/search/order/problem.h"

namespace tessera::test {

/// Reads a graph of `shared/data/order` (its README says how they are written). Throws
/// std::runtime_error where the file is not one.
OrderProblem readOrderFile(const std::string& path);

}  // namespace tessera::test
