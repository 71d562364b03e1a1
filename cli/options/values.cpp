#include "cli/options/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "cli/usage_error.h"
#include "core/closest_name.h"
#include "core/parse_units.h"

namespace tessera::cli {
namespace {

/// "64KB" may mean 1024 or 1000: both are told.
constexpr const char* sizeHint = "write 256KiB (1024), 320kB (1000), 1MiB or a number of bytes";

}  // namespace

std::pair<std::string, std::string> parseInputFile(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw usageError("--input " + text + " names no input and file", "write NAME=photo.npy");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

Export parseExport(const std::string& text, const std::vector<std::string>& formats) {
  const std::size_t equals = text.find('=');
  const std::string format = text.substr(0, equals);
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    throw usageError("'" + format + "' is no form of the report for --export",
                     closestName(format, formats));
  }
  if (equals == std::string::npos || equals + 1 == text.size()) {
    throw usageError("--export " + text + " names no file",
                     "write " + format + "=FILE, or " + format + "=-");
  }
  return {format, text.substr(equals + 1)};
}

Bytes parseBytes(const std::string& text) {
  if (const auto bytes = bytesFromText(text)) return *bytes;
  throw usageError("'" + text + "' is not a size", sizeHint);
}

Deployment parseDeployment(const std::string& text) {
  std::vector<std::string> names;
  for (const Deployment each :
       {Deployment::asStored, Deployment::int8, Deployment::int16, Deployment::float32}) {
    if (text == name(each)) return each;
    names.emplace_back(name(each));
  }
  throw usageError("'" + text + "' is no type of tensors", closestName(text, names));
}

double parsePart(const std::string& text) {
  const bool percent = !text.empty() && text.back() == '%';
  const char* end = text.data() + text.size() - (percent ? 1 : 0);
  double value = 0.0;
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != end || !(value >= 0.0 && value <= 1e6)) {
    throw usageError("'" + text + "' is not a part", "write 10% or 0.1");
  }
  return percent ? value / 100 : value;
}

std::chrono::milliseconds parseSeconds(const std::string& text) {
  constexpr double most = 1e6;
  double value = 0.0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != end || !(value >= 0.0 && value <= most)) {
    throw usageError("'" + text + "' is not a time",
                     "write seconds, such as 10 or 0.5; 0 means without limit");
  }
  // Up, so that a very short limit does not become none.
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(value * 1000.0)));
}

Hertz parseClock(const std::string& text) {
  const auto clock = hertzFromText(text);
  if (!clock || *clock < Hertz(1000) || *clock > Hertz(10'000'000'000)) {
    throw usageError("'" + text + "' is not a clock", "write it like 400MHz");
  }
  return *clock;
}

std::chrono::nanoseconds parseDuration(const std::string& text) {
  const auto duration = durationFromText(text);
  if (!duration || *duration > std::chrono::hours(24)) {
    throw usageError("'" + text + "' is not a duration", "write it like 120ms");
  }
  return *duration;
}

double parseNumber(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !(value >= 0) || value > 1e6) {
    throw usageError("'" + text + "' is no number from 0 to a million", "write it like 0.1");
  }
  return value;
}

}  // namespace tessera::cli
