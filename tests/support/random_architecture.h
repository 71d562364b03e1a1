#pragma once

#include <cstdint>

#include "core/architecture/architecture.h"

namespace tessera::test {

/// A network of random layers of every kind, in one padding; its shapes fit.
arch::Architecture randomArchitecture(std::uint32_t seed);

}  // namespace tessera::test
