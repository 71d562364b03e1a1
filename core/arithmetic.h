#pragma once

#include <cstdint>
#include <string_view>

namespace tessera {

/// How operators compute on integers that stand for real values.
enum class Arithmetic : std::uint8_t {
  onnx,    ///< exact sums, one rounding of the real result, half to even
  tflite,  ///< 32-bit fixed-point multipliers and the roundings of TensorFlow Lite's kernels
};

/// "onnx", "tflite".
std::string_view name(Arithmetic arithmetic);

}  // namespace tessera
