#include "importers/tflite/window.h"

#include <algorithm>

#include "core/checked.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {

PlacedAxis placed(const OperatorView& op, const Sliding& sliding, schema::Padding padding,
                  std::int64_t input) {
  if (sliding.kernel < 1 || sliding.stride < 1 || sliding.dilation < 1) {
    op.fail("a window of " + std::to_string(sliding.kernel) + " with stride " +
            std::to_string(sliding.stride) + " and dilation " + std::to_string(sliding.dilation));
  }
  WindowAxis axis{sliding.kernel, sliding.stride, sliding.dilation, 0, 0};
  const std::int64_t reach = checkedAdd(checkedMul(axis.kernel - 1, axis.dilation), 1);
  if (padding == schema::Padding::VALID) {
    if (input < reach) {
      op.fail("a window of " + std::to_string(reach) + " does not fit an extent of " +
              std::to_string(input));
    }
    return {axis, (input - reach) / axis.stride + 1};
  }
  if (padding != schema::Padding::SAME) {
    op.fail("its padding " + std::to_string(static_cast<int>(padding)) + " is not known");
  }
  const std::int64_t outputs = ceilDiv(input, axis.stride);
  const std::int64_t covered = checkedAdd(checkedMul(outputs - 1, axis.stride), reach);
  const std::int64_t total = std::max<std::int64_t>(checkedSub(covered, input), 0);
  axis.padBefore = total / 2;
  axis.padAfter = total - axis.padBefore;
  return {axis, outputs};
}

}  // namespace tessera::tflite_import
