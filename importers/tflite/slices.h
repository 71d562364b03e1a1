#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

/// What a SLICE or STRIDED_SLICE reads: one entry for each axis of the input; output index i of an
/// axis reads start + i * step.
struct SliceSpec {
  Integers starts;
  Integers steps;
  Integers extents;
  std::vector<bool> dropped;  ///< axes that the output no longer has
};

/// Nothing where a begin, end, size or stride is computed, or where masks add axes.
std::optional<SliceSpec> sliceSpec(const OperatorView& op);

/// The output's extents.
Shape slicedShape(const SliceSpec& spec);

}  // namespace tessera::tflite_import
