#include "importers/tflite/options.h"

#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {

std::optional<Activation> fusedActivation(const OperatorView& op,
                                          schema::ActivationFunctionType function) {
  using Function = schema::ActivationFunctionType;
  switch (function) {
    case Function::NONE:
      return std::nullopt;
    case Function::RELU:
      return Activation{"relu", {}};
    case Function::RELU_N1_TO_1:
      return Activation{"clip", {-1.0, 1.0}};
    case Function::RELU6:
      return Activation{"relu6", {}};
    case Function::TANH:
      return Activation{"tanh", {}};
    case Function::SIGN_BIT:
      return Activation{"signbit", {}};
  }
  op.fail("its fused activation " + std::to_string(static_cast<int>(function)) + " is not known");
}

}  // namespace tessera::tflite_import
