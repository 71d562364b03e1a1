#pragma once

#include <string>

#include "sim/target/runtime.h"

namespace tessera {

/// A runtime file (docs/latency.md): the name of the runtime whose memory rules it takes over
/// (`base`), counting rules of its own (`count`) and its `latency`. Throws Error(input) with
/// FILE:LINE and the key where the text is not that.
Runtime readRuntime(const std::string& text, const std::string& file);

/// The runtime as a file that `readRuntime` reads back: its base, what it counts otherwise, and its
/// latency.
std::string writeRuntime(const Runtime& runtime);

}  // namespace tessera
