#include "sim/verify/tensor_view.h"

#include <utility>

#include "core/error.h"
#include "sim/verify/element.h"

namespace tessera::verify {

TensorView wholeView(const Tensor& tensor, std::byte* data) {
  Box box = wholeBox(tensor.shape);
  std::vector<std::int64_t> strides = rowMajorStrides(box);
  return {&tensor, data, std::move(box), std::move(strides)};
}

TensorView tileView(const Tensor& tensor, std::byte* data, Box stored, const Box& room) {
  if (!contains(room, stored)) {
    throw Error(ErrorCode::internal, "a tile of " + text(stored) + " has room for " + text(room),
                "tensor '" + tensor.name + "'");
  }
  std::vector<std::int64_t> strides = rowMajorStrides(room);
  std::int64_t first = 0;
  for (std::size_t axis = 0; axis < stored.size(); ++axis) {
    first += (stored[axis].begin - room[axis].begin) * strides[axis];
  }
  if (elements(stored) > 0) data += first * static_cast<std::int64_t>(elementBytes(tensor));
  return {&tensor, data, std::move(stored), std::move(strides)};
}

std::size_t elementBytes(const Tensor& tensor) {
  return withElementType(tensor, [](auto type) { return sizeof(typename decltype(type)::Type); });
}

bool isQuantized(const Tensor& tensor) {
  return !isFloat(tensor.dtype) && tensor.quantization != nullptr &&
         !tensor.quantization->scales.empty();
}

}  // namespace tessera::verify
