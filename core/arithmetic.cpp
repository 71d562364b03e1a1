#include "core/arithmetic.h"

namespace tessera {

std::string_view name(Arithmetic arithmetic) {
  return arithmetic == Arithmetic::tflite ? "tflite" : "onnx";
}

}  // namespace tessera
