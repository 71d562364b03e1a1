#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/units.h"

namespace tessera {

/// "256KiB", "64Ki", "320 kB", "64k", "1.5MiB", "65536", "65536B", in any case: with an i powers of
/// 1024, without one of 1000. Nothing where the text is no size, is 0, is no whole number of bytes,
/// or exceeds 64 bits.
std::optional<Bytes> bytesFromText(std::string_view text);

/// "480MHz", "32.768 kHz", "1GHz", "120000000 Hz". Nothing where the text is no frequency, has no
/// unit, is 0, or is no whole number of hertz in 64 bits.
std::optional<Hertz> hertzFromText(std::string_view text);

/// "120ms", "0.5 s", "800us". Nothing where the text is no duration, has no unit, is 0, or is no
/// whole number of nanoseconds in 64 bits.
std::optional<std::chrono::nanoseconds> durationFromText(std::string_view text);

/// "40M", "1.5 GMACs", "500k", "40000000"; k, M and G are powers of 1000. Nothing where the text is
/// no such count, is 0, or is no whole number in 64 bits.
std::optional<Macs> macsFromText(std::string_view text);

/// "1%", "0.5 %" in parts per million. Nothing where the text is no number with a percent sign, is
/// 0, or is no whole number of parts per million in 64 bits.
std::optional<std::int64_t> ppmFromText(std::string_view text);

}  // namespace tessera
