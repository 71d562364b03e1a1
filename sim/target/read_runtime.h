#pragma once

#include <string>

#include "sim/target/runtime.h"

namespace tessera {

/// A runtime file (docs/latency.md): the name of the runtime whose memory rules it takes over
/// (`base`), counting rules of its own (`count`) and its `latency`. Throws Error(input) with
/// FILE:LINE and the key where the text is not that.
Runtime readRuntime(const std::string& text, const std::string& file);

/// A runtime file that `readRuntime` reads back: `base`'s memory rules under `name`, with the
/// runtime's latency.
std::string writeRuntime(const std::string& base, const std::string& name,
                         const LatencyModel& latency);

}  // namespace tessera
