#pragma once

#include <cstdint>
#include <random>

#include "tests/importers/onnx/test_model.h"

namespace tessera::onnx_import {

using Random = std::mt19937;

inline std::int64_t between(Random& random, std::int64_t low, std::int64_t high) {
  return std::uniform_int_distribution<std::int64_t>(low, high)(random);
}

inline Ints listOf(Random& random, std::size_t count, std::int64_t low, std::int64_t high) {
  Ints list(count);
  for (std::int64_t& entry : list) entry = between(random, low, high);
  return list;
}

}  // namespace tessera::onnx_import
