#pragma once

#include <optional>

#include "core/operator.h"
#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

namespace schema {
enum class ActivationFunctionType : std::int8_t;
}

/// The activation that an operator has built in; nothing for none. Throws Error(input) on an
/// unknown number.
std::optional<Activation> fusedActivation(const OperatorView& op,
                                          schema::ActivationFunctionType function);

}  // namespace tessera::tflite_import
