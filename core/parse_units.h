#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/units.h"

namespace tessera {

/// "256KiB", "320 kB", "1MiB", "65536", "65536B"; kB and MB are powers of 1000. Nothing where the
/// text is no size, is 0, or exceeds 64 bits.
std::optional<Bytes> bytesFromText(std::string_view text);

/// "480MHz", "32.768 kHz", "1GHz", "120000000 Hz". Nothing where the text is no frequency, has no
/// unit, is 0, or is no whole number of hertz in 64 bits.
std::optional<Hertz> hertzFromText(std::string_view text);

/// "120ms", "0.5 s", "800us". Nothing where the text is no duration, has no unit, is 0, or is no
/// whole number of nanoseconds in 64 bits.
std::optional<std::chrono::nanoseconds> durationFromText(std::string_view text);

}  // namespace tessera
