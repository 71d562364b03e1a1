#pragma once

#include <string>

#include "core/architecture/architecture.h"

namespace tessera::arch {

/// The architecture as JSON, one layer a line; `parseArchitecture` reads the same one back. What
/// most convolutions share stands in "defaults".
std::string architectureJson(const Architecture& architecture);

}  // namespace tessera::arch
