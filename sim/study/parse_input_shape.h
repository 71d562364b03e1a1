#pragma once

#include <string>
#include <utility>

#include "core/shape.h"

namespace tessera {

/// "x=1x3x224x224" -> {"x", 1x3x224x224}; "x=scalar" is rank 0. Throws Error(usage).
std::pair<std::string, Shape> parseInputShape(const std::string& text);

}  // namespace tessera
