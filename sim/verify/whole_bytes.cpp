#include "sim/verify/whole_bytes.h"

#include <cstring>

#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

/// Calls `visit(position, inView, inWhole, bytes)` for each run of the box along the last axis
/// whose elements lie side by side: its first element, its offsets into the view and into the
/// packed tensor, and its length, in bytes.
template <class Visit>
void forEachRun(const TensorView& view, const Box& box, const Visit& visit) {
  const auto size = static_cast<std::int64_t>(elementBytes(*view.tensor));
  const std::vector<std::int64_t> strides = rowMajorStrides(wholeBox(view.tensor->shape));
  forEachRow(view, box, [&](const auto& position, std::int64_t offset, std::int64_t count) {
    std::int64_t whole = 0;
    for (std::size_t axis = 0; axis < strides.size(); ++axis) {
      whole += position[axis] * strides[axis];
    }
    if (view.strides.empty() || view.strides.back() == 1) {
      return visit(position, offset * size, whole * size, static_cast<std::size_t>(count * size));
    }
    std::vector<std::int64_t> at = position;
    for (std::int64_t i = 0; i < count; ++i, ++at.back()) {
      visit(at, (offset + i * view.strides.back()) * size, (whole + i) * size,
            static_cast<std::size_t>(size));
    }
  });
}

}  // namespace

void copyFrom(const std::vector<std::byte>& whole, const TensorView& to) {
  forEachRun(to, to.stored, [&](const auto&, auto inView, auto inWhole, std::size_t bytes) {
    std::memcpy(to.data + inView, whole.data() + inWhole, bytes);
  });
}

void copyFrom(const TensorView& from, const TensorView& to) {
  requireStored(from, to.stored);
  const std::size_t size = elementBytes(*to.tensor);
  const auto bytes = static_cast<std::int64_t>(size);
  const std::int64_t toStep = to.strides.empty() ? bytes : to.strides.back() * bytes;
  const std::int64_t fromStep = from.strides.empty() ? bytes : from.strides.back() * bytes;
  forEachRow(to, to.stored, [&](const auto& position, std::int64_t offset, std::int64_t count) {
    std::byte* target = to.data + offset * bytes;
    const std::byte* source = from.data;
    for (std::size_t axis = 0; axis < position.size(); ++axis) {
      source += (position[axis] - from.stored[axis].begin) * from.strides[axis] * bytes;
    }
    for (std::int64_t i = 0; i < count; ++i, target += toStep, source += fromStep) {
      std::memcpy(target, source, size);
    }
  });
}

std::optional<Difference> firstDifference(const TensorView& view, const Box& box,
                                          const std::vector<std::byte>& whole) {
  std::optional<Difference> found;
  const std::size_t size = elementBytes(*view.tensor);
  forEachRun(view, box, [&](const auto& position, auto inView, auto inWhole, std::size_t bytes) {
    const std::byte* actual = view.data + inView;
    const std::byte* expected = whole.data() + inWhole;
    if (found || std::memcmp(actual, expected, bytes) == 0) return;
    std::size_t at = 0;
    while (std::memcmp(actual + at, expected + at, size) == 0) at += size;
    std::vector<std::int64_t> element = position;
    if (!element.empty()) element.back() += static_cast<std::int64_t>(at / size);
    found = {std::move(element), storedText(*view.tensor, expected + at),
             storedText(*view.tensor, actual + at)};
  });
  return found;
}

}  // namespace tessera::verify
