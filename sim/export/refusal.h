#pragma once

#include <string>

#include "core/operator.h"

namespace tessera::exported {

/// Throws Error(unsupported): no C is generated for the operator, because `why`.
[[noreturn]] void notGenerated(const Operator& op, const std::string& why,
                               const std::string& hint = "leave the operator out of the network");

}  // namespace tessera::exported
