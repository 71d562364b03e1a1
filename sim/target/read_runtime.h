#pragma once

#include <string>

#include "sim/target/runtime.h"

namespace tessera {

/// A runtime file (docs/runtimes.md): what it says of the memory, over what its `base` says where
/// it names one, and its `latency`. Throws Error(input) with FILE:LINE and the key where the text
/// is not that.
Runtime readRuntime(const std::string& text, const std::string& file);

/// The runtime as a file that `readRuntime` reads back: what it says otherwise than its base, all
/// of it where it has none, and its latency.
std::string writeRuntime(const Runtime& runtime);

}  // namespace tessera
