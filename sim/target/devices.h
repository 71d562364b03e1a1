#pragma once

#include <string>
#include <vector>

#include "sim/target/device.h"

namespace tessera {

/// Every board that Tessera knows, by name; read once.
const std::vector<Device>& builtInDevices();

/// Their names.
std::vector<std::string> builtInDeviceNames();

/// The board of that name, alias or microcontroller, where only one board has it; case, spaces,
/// punctuation and words in brackets do not matter. Throws Error(usage) where there is none, with
/// those whose name contains it or the closest one.
Device deviceNamed(const std::string& name);

}  // namespace tessera
