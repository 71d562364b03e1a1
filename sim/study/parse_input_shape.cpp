#include "sim/study/parse_input_shape.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "core/error.h"

namespace tessera {
namespace {

std::int64_t parseExtent(const std::string& text, const std::string& whole) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || at != end || value < 1) {
    throw Error(ErrorCode::usage, "'" + text + "' is not an extent in --input-shape " + whole, {},
                "write NAME=1x3x224x224, each extent at least 1");
  }
  return value;
}

}  // namespace

std::pair<std::string, Shape> parseInputShape(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0) {
    throw Error(ErrorCode::usage, "--input-shape " + text + " names no input", {},
                "write NAME=1x3x224x224");
  }
  const std::string extents = text.substr(equals + 1);
  if (extents == "scalar") return {text.substr(0, equals), Shape{}};
  std::vector<std::int64_t> shape;
  for (std::size_t at = 0; at <= extents.size();) {
    const std::size_t next = std::min(extents.find('x', at), extents.size());
    shape.push_back(parseExtent(extents.substr(at, next - at), text));
    at = next + 1;
  }
  return {text.substr(0, equals), Shape(std::move(shape))};
}

}  // namespace tessera
