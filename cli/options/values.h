#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "core/deployment.h"
#include "core/shape.h"
#include "core/units.h"

namespace tessera::cli {

/// "image=photo.npy" -> {"image", "photo.npy"}. Throws Error(usage).
std::pair<std::string, std::string> parseInputFile(const std::string& text);

/// "json=report.json", one of these formats. Throws Error(usage).
Export parseExport(const std::string& text, const std::vector<std::string>& formats);

/// A size as `bytesFromText` reads it. Throws Error(usage).
Bytes parseBytes(const std::string& text);

/// "int8", "as-stored". Throws Error(usage).
Deployment parseDeployment(const std::string& text);

/// "400MHz", "64000000". Throws Error(usage).
Hertz parseClock(const std::string& text);

/// "120ms", "0.5s". Throws Error(usage).
std::chrono::nanoseconds parseDuration(const std::string& text);

/// A number from 0 to a million. Throws Error(usage).
double parseNumber(const std::string& text);

/// "10%", "0.1": a part of something, up to a millionfold. Throws Error(usage).
double parsePart(const std::string& text);

/// "10", "0.5": seconds from 0 to a million, to a millisecond. Throws Error(usage).
std::chrono::milliseconds parseSeconds(const std::string& text);

}  // namespace tessera::cli
