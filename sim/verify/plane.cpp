#include "sim/verify/plane.h"

#include <cstring>
#include <memory>
#include <utility>

#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

std::shared_ptr<const Quantization> cutScales(const std::shared_ptr<const Quantization>& whole,
                                              std::size_t axis, std::int64_t index) {
  if (whole == nullptr || whole->axis != static_cast<int>(axis) || whole->scales.size() < 2) {
    return whole;
  }
  const auto at = static_cast<std::size_t>(index);
  Quantization one;
  one.scales = {whole->scales.at(at)};
  if (!whole->zeroPoints.empty()) {
    one.zeroPoints = {whole->zeroPoints.at(whole->zeroPoints.size() == 1 ? 0 : at)};
  }
  return std::make_shared<const Quantization>(std::move(one));
}

}  // namespace

void Plane::cut(std::size_t axis, std::int64_t index) {
  const auto size = static_cast<std::int64_t>(elementBytes(tensor));
  view.data += (index - view.stored[axis].begin) * view.strides[axis] * size;
  view.stored[axis] = {0, 1};
  std::vector<std::int64_t> extents = tensor.shape.extents();
  extents[axis] = 1;
  tensor.shape = Shape(std::move(extents));
  tensor.quantization = cutScales(tensor.quantization, axis, index);
}

void Plane::moveTo(std::vector<std::byte>& memory) {
  const std::size_t size = elementBytes(tensor);
  memory.resize(static_cast<std::size_t>(elements(view.stored)) * size);
  std::byte* to = memory.data();
  const std::int64_t step = view.strides.empty() ? 1 : view.strides.back();
  forEachRow(view, view.stored, [&](const auto&, std::int64_t offset, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i, offset += step, to += size) {
      std::memcpy(to, view.data + offset * static_cast<std::int64_t>(size), size);
    }
  });
  view = tileView(tensor, memory.data(), view.stored, view.stored);
}

}  // namespace tessera::verify
