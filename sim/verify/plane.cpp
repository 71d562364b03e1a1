#include "sim/verify/plane.h"

#include <cstring>
#include <memory>
#include <utility>

#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

std::shared_ptr<const Quantization> cutScales(const std::shared_ptr<const Quantization>& whole,
                                              std::size_t axis, Interval positions) {
  if (whole == nullptr || whole->axis != static_cast<int>(axis) || whole->scales.size() < 2) {
    return whole;
  }
  Quantization part;
  part.axis = positions.length() > 1 ? whole->axis : -1;
  for (std::int64_t i = positions.begin; i < positions.end; ++i) {
    const auto at = static_cast<std::size_t>(i);
    part.scales.push_back(whole->scales.at(at));
    if (whole->zeroPoints.empty()) continue;
    part.zeroPoints.push_back(whole->zeroPoints.at(whole->zeroPoints.size() == 1 ? 0 : at));
  }
  return std::make_shared<const Quantization>(std::move(part));
}

}  // namespace

void Plane::keep(std::size_t axis, Interval positions) {
  const auto size = static_cast<std::int64_t>(elementBytes(tensor));
  view.data += (positions.begin - view.stored[axis].begin) * view.strides[axis] * size;
  view.stored[axis] = {0, positions.length()};
  std::vector<std::int64_t> extents = tensor.shape.extents();
  extents[axis] = positions.length();
  tensor.shape = Shape(std::move(extents));
  tensor.quantization = cutScales(tensor.quantization, axis, positions);
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
