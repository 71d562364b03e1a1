#pragma once

#include <cstdint>
#include <vector>

#include "core/operator.h"
#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

namespace schema {
enum class Padding : std::int8_t;
}

/// One spatial axis of a sliding window as an operator's options give it.
struct Sliding {
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
};

/// A window axis with its padding resolved, and how many positions it takes.
struct PlacedAxis {
  WindowAxis axis;
  std::int64_t outputs = 0;
};

/// Places a window over an axis of `input` elements. SAME: ceil(input / stride) positions, and as
/// many zeros as they need, total = max((positions - 1) * stride + reach - input, 0), of which
/// total / 2 come before; VALID: no padding (TFLite's kernels/padding.h).
///
/// Throws Error(input) on a kernel, stride or dilation below 1 and, under VALID, on a window that
/// does not fit.
PlacedAxis placed(const OperatorView& op, const Sliding& sliding, schema::Padding padding,
                  std::int64_t input);

}  // namespace tessera::tflite_import
