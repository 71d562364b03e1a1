#pragma once

#include <string>

#include "sim/target/device.h"

namespace tessera {

/// Reads a device file (docs/targets.md): TOML text, `file` is what errors call it. Throws
/// Error(input) with file, line, column and key where it is malformed, has a key that is not known
/// or given twice, a value of another type or out of range, or where facts contradict each other.
Device readDevice(const std::string& text, const std::string& file);

}  // namespace tessera
