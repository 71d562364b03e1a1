#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/dtype.h"

namespace tessera {

/// Bytes that stay in their file until somebody needs them.
struct FileRange {
  std::shared_ptr<const std::string> path;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// Bytes that the importer made or that are too few to be worth a second look at the file.
using InlineBytes = std::shared_ptr<const std::vector<std::byte>>;

/// Bytes that are computed whenever somebody needs them.
struct Recipe {
  std::uint64_t bytes = 0;
  std::function<std::vector<std::byte>()> make;
};
using MadeBytes = std::shared_ptr<const Recipe>;

/// A factor for each index of one axis of a float32 constant: how a folded batch norm scales a
/// convolution's weights without anybody holding them.
struct AxisScale {
  std::size_t axis = 0;
  std::vector<float> factors;
};

/// Where the values of a constant tensor are, little-endian and packed in row-major order.
/// `std::monostate` means that the file declares the tensor but carries no values for it.
struct ConstantData {
  std::variant<std::monostate, FileRange, InlineBytes, MadeBytes> source;
  DType storedAs = DType::float32;  ///< of the stored bytes; a deployment may count another type
  std::shared_ptr<const AxisScale> scale;

  bool present() const { return !std::holds_alternative<std::monostate>(source); }
};

/// Bytes stored for the constant (0 where there are none).
std::uint64_t storedBytes(const ConstantData& data);

/// Hands the stored bytes to `visit` in order, in pieces of at most 1 MiB (each a multiple of 16
/// bytes but the last), so that nobody holds a whole weight tensor. Stops when `visit` returns
/// false. Throws Error(input) where the file cannot be read or has become shorter.
void forEachChunk(const ConstantData& data,
                  const std::function<bool(std::span<const std::byte>)>& visit);

/// All stored bytes in one vector; for small constants and for execution. Throws like forEachChunk.
std::vector<std::byte> loadBytes(const ConstantData& data);

/// Wraps `values`, elements of type `storedAs`, as inline constant data.
template <class Value>
ConstantData inlineConstant(std::span<const Value> values, DType storedAs) {
  const auto bytes = std::as_bytes(values);
  return {std::make_shared<const std::vector<std::byte>>(bytes.begin(), bytes.end()), storedAs,
          nullptr};
}

}  // namespace tessera
