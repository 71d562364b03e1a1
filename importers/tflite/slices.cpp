#include "importers/tflite/slices.h"

#include <algorithm>

#include "core/checked.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

SliceSpec everything(const Shape& x) {
  const std::size_t rank = x.rank();
  return {Integers(rank, 0), Integers(rank, 1), x.extents(), std::vector<bool>(rank, false)};
}

/// begin and size, where -1 is the rest.
std::optional<SliceSpec> plainSlice(const OperatorView& op) {
  const Shape& x = op.shape(0);
  const Integers* begin = op.value(1);
  const Integers* size = op.value(2);
  if (begin == nullptr || size == nullptr) return std::nullopt;
  if (begin->size() != x.rank() || size->size() != x.rank())
    op.fail("its begin or size has another rank");
  SliceSpec spec = everything(x);
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    const std::int64_t from = (*begin)[axis];
    const std::int64_t extent = (*size)[axis] == -1 ? checkedSub(x[axis], from) : (*size)[axis];
    if (from < 0 || extent < 0 || checkedAdd(from, extent) > x[axis]) {
      op.fail("reads outside axis " + std::to_string(axis) + " of " + x.text());
    }
    spec.starts[axis] = from;
    spec.extents[axis] = extent;
  }
  return spec;
}

struct Strided {
  const Integers& begin;
  const Integers& end;
  const Integers& strides;
  const schema::StridedSliceOptions& options;
};

bool flagged(std::int32_t mask, std::size_t axis) { return axis < 31 && ((mask >> axis) & 1) != 0; }

/// Masked bounds are the ends of the axis; others count from its end where negative and are clamped
/// to it (TFLite's kernels/internal/strided_slice_logic.h).
void resolveAxis(const OperatorView& op, const Strided& strided, std::size_t axis,
                 SliceSpec& spec) {
  const std::int64_t extent = op.shape(0)[axis];
  const std::int64_t step = strided.strides[axis];
  if (step == 0) op.fail("a stride of 0");
  const std::int64_t least = step > 0 ? 0 : -1;
  const std::int64_t most = step > 0 ? extent : extent - 1;
  const auto bound = [&](std::int64_t value) {
    return std::clamp(value < 0 ? checkedAdd(value, extent) : value, least, std::max(least, most));
  };
  const std::int64_t begin = strided.begin[axis];
  const std::int64_t start =
      flagged(strided.options.begin_mask(), axis) ? (step > 0 ? least : most) : bound(begin);
  spec.starts[axis] = start;
  spec.steps[axis] = step;
  if (flagged(strided.options.shrink_axis_mask(), axis)) {
    if (start < 0 || start >= extent) op.fail("reads outside axis " + std::to_string(axis));
    spec.steps[axis] = 1;
    spec.extents[axis] = 1;
    spec.dropped[axis] = true;
    return;
  }
  const std::int64_t given =
      strided.options.offset() ? checkedAdd(begin, strided.end[axis]) : strided.end[axis];
  const std::int64_t stop =
      flagged(strided.options.end_mask(), axis) ? (step > 0 ? most : least) : bound(given);
  const std::int64_t room = step > 0 ? stop - start : start - stop;
  if (step == INT64_MIN) op.fail("a stride of 64 bits");
  spec.extents[axis] = room <= 0 ? 0 : ceilDiv(room, step > 0 ? step : -step);
}

std::optional<SliceSpec> stridedSlice(const OperatorView& op) {
  const auto& options = optionsOf(op, &schema::Operator::builtin_options_as_StridedSliceOptions);
  const Integers* begin = op.value(1);
  const Integers* end = op.value(2);
  const Integers* strides = op.value(3);
  if (begin == nullptr || end == nullptr || strides == nullptr) return std::nullopt;
  if (options.ellipsis_mask() != 0 || options.new_axis_mask() != 0) return std::nullopt;
  const Shape& x = op.shape(0);
  const std::size_t given = begin->size();
  if (given > x.rank() || end->size() != given || strides->size() != given) {
    op.fail("its begin, end or strides do not fit an input of " + x.text());
  }
  SliceSpec spec = everything(x);
  for (std::size_t axis = 0; axis < given; ++axis) {
    resolveAxis(op, {*begin, *end, *strides, options}, axis, spec);
  }
  return spec;
}

}  // namespace

std::optional<SliceSpec> sliceSpec(const OperatorView& op) {
  return op.code() == schema::BuiltinOperator::SLICE ? plainSlice(op) : stridedSlice(op);
}

Shape slicedShape(const SliceSpec& spec) {
  Integers extents;
  for (std::size_t axis = 0; axis < spec.extents.size(); ++axis) {
    if (!spec.dropped[axis]) extents.push_back(spec.extents[axis]);
  }
  return Shape(std::move(extents));
}

}  // namespace tessera::tflite_import
