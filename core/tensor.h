#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/constant_data.h"
#include "core/dtype.h"
#include "core/ids.h"
#include "core/shape.h"

namespace tessera {

/// What a tensor is for. Everything but an activation is a constant: it lies in flash, not in SRAM.
enum class TensorRole : std::uint8_t {
  activation,
  weight,     ///< a kernel or matrix
  bias,       ///< 32 bits an element when deployed as int8
  parameter,  ///< any other trained constant: a slope, a batch norm's scale and shift
  statistic,  ///< stored, but not trained: a batch norm's mean and variance
  constant,   ///< indices, sizes, tables: stored, but not a parameter
};

/// real = scale * (stored - zeroPoint); one pair, or one for each index of `axis`.
struct Quantization {
  std::vector<float> scales;
  std::vector<std::int32_t> zeroPoints;
  int axis = -1;  ///< -1 where a single pair holds for the whole tensor
  friend bool operator==(const Quantization&, const Quantization&) = default;
};

struct Tensor {
  std::string name;
  DType dtype = DType::float32;
  TensorRole role = TensorRole::activation;
  Shape shape;
  std::shared_ptr<const Quantization> quantization;
  std::optional<TensorId> aliasOf;  ///< this tensor is a view of that one and owns no bytes
  /// An activation that keeps its value from one run to the next (the state of an SVDF or LSTM): in
  /// SRAM throughout, and read without being written first.
  bool variable = false;
  /// What the graph reads or writes, of which the file names the channels last and `shape` second:
  /// the bytes that the application hands over are the same on kernels with channels last.
  bool channelsLastInFile = false;
  ConstantData data;  ///< of constants only
};

/// Bytes that the whole tensor takes, packed; throws Error(input) on overflow. An alias reports the
/// bytes that it shows, although it owns none.
inline Bytes storageBytes(const Tensor& tensor) {
  return storageBytes(tensor.dtype, tensor.shape.elements());
}

/// The shape under which the file, and so its user, knows the tensor.
inline Shape fileShape(const Tensor& tensor) {
  if (!tensor.channelsLastInFile) return tensor.shape;
  std::vector<std::int64_t> extents = tensor.shape.extents();
  std::rotate(extents.begin() + 1, extents.begin() + 2, extents.end());
  return Shape(std::move(extents));
}

/// The same element type under the same scales and zero points.
inline bool sameForm(const Tensor& a, const Tensor& b) {
  if (a.dtype != b.dtype) return false;
  if (a.quantization == nullptr || b.quantization == nullptr)
    return a.quantization == b.quantization;
  return *a.quantization == *b.quantization;
}

}  // namespace tessera
