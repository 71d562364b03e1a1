#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace tessera {

/// The extents of a tensor, outermost first; every extent is known and >= 0. Rank 0 is a scalar.
class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<std::int64_t> extents) : extents_(extents) {}
  explicit Shape(std::vector<std::int64_t> extents) : extents_(std::move(extents)) {}

  std::size_t rank() const { return extents_.size(); }
  std::int64_t operator[](std::size_t axis) const { return extents_[axis]; }
  const std::vector<std::int64_t>& extents() const { return extents_; }

  /// The product of the extents (1 for a scalar); throws Error(input) on overflow.
  std::int64_t elements() const;
  /// "1x3x224x224"; "scalar" for rank 0.
  std::string text() const;

  friend bool operator==(const Shape&, const Shape&) = default;

 private:
  std::vector<std::int64_t> extents_;
};

/// Which axis holds the channels: ONNX stores N, C, rows, columns; TFLite N, rows, columns, C.
enum class Layout : std::uint8_t { channelsFirst, channelsLast };

/// A shape read as a feature map. `batch` is 1 where the shape has no batch axis.
struct FeatureMap {
  std::int64_t batch = 1;
  std::int64_t channels = 1;
  std::int64_t rows = 1;
  std::int64_t columns = 1;
};

/// Reads rank 3 (N, C, positions) and rank 4 (N, C, rows, columns) as feature maps under `layout`;
/// ranks 0 to 2 are N, C without extent in space. Rank 5 and above folds the trailing spatial axes
/// into the columns.
FeatureMap featureMap(const Shape& shape, Layout layout);

}  // namespace tessera
