#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/constant_data.h"
#include "core/dtype.h"
#include "core/shape.h"

namespace tessera::onnx_import {

/// Constants of more elements than this are not evaluated: shape arithmetic needs a handful.
inline constexpr std::int64_t valueLimit = 4096;

/// A small constant in memory: `reals` where the type is floating-point, `ints` otherwise
/// (booleans are 0 and 1; uint64 wraps).
struct Value {
  DType dtype = DType::int64;
  Shape shape;
  std::vector<std::int64_t> ints;
  std::vector<double> reals;

  bool real() const { return isFloat(dtype); }
  std::size_t size() const { return real() ? reals.size() : ints.size(); }
  double asReal(std::size_t i) const { return real() ? reals[i] : static_cast<double>(ints[i]); }
  /// The element as an integer; a real one is truncated (and clamped to 64 bits).
  std::int64_t asInt(std::size_t i) const;
};

/// A real truncated towards zero and clamped to 64 bits; NaN is 0.
std::int64_t truncated(double value);

/// Decodes `data`, which holds `shape` elements. Nothing where the values are absent or of a type
/// that is not evaluated (float8, complex).
std::optional<Value> decode(const ConstantData& data, DType dtype, const Shape& shape);

/// The value as inline constant data. Narrow reals are stored as float32 and 4-bit integers as
/// int64
/// (`storedAs` says so).
ConstantData encode(const Value& value);

/// `value` as `dtype`: reals are truncated towards zero, integers wrapped to the type's width.
Value converted(const Value& value, DType dtype);

/// The elements of `value` at `indices`, in that order, as a value of shape `shape`.
Value picked(const Value& value, const std::vector<std::size_t>& indices, Shape shape);

/// Row-major strides of a shape, in elements.
std::vector<std::int64_t> strides(const Shape& shape);

}  // namespace tessera::onnx_import
