#pragma once

#include <optional>

#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

/// The elements of the operator's first output where it is integer arithmetic on shapes (SHAPE,
/// RANK, slices, PACK, ADD, ...) of at most 64 known elements; nothing otherwise. `output` is the
/// output's shape.
std::optional<Integers> computedValue(const OperatorView& op, const Shape& output);

}  // namespace tessera::tflite_import
