#include "core/arithmetic.h"

namespace tessera {

std::string_view name(Arithmetic arithmetic) {
  return arithmetic == Arithmetic::tflite ? "tflite" : "onnx";
}

std::optional<Arithmetic> arithmeticNamed(std::string_view name) {
  for (const Arithmetic each : {Arithmetic::onnx, Arithmetic::tflite}) {
    if (tessera::name(each) == name) return each;
  }
  return std::nullopt;
}

}  // namespace tessera
