#include "sim/verify/whole_bytes.h"

#include <cstring>

#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

/// Calls `visit(position, inView, inWhole, bytes)` for each run of the box along the last axis: its
/// first element, its offsets into the view and into the packed tensor, and its length, in bytes.
template <class Visit>
void forEachRun(const TensorView& view, const Box& box, const Visit& visit) {
  const auto size = static_cast<std::int64_t>(elementBytes(*view.tensor));
  const std::vector<std::int64_t> strides = rowMajorStrides(wholeBox(view.tensor->shape));
  forEachRow(view, box, [&](const auto& position, std::int64_t offset, std::int64_t count) {
    std::int64_t whole = 0;
    for (std::size_t axis = 0; axis < strides.size(); ++axis) {
      whole += position[axis] * strides[axis];
    }
    visit(position, offset * size, whole * size, static_cast<std::size_t>(count * size));
  });
}

}  // namespace

void copyFrom(const std::vector<std::byte>& whole, const TensorView& to) {
  forEachRun(to, to.stored, [&](const auto&, auto inView, auto inWhole, std::size_t bytes) {
    std::memcpy(to.data + inView, whole.data() + inWhole, bytes);
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
