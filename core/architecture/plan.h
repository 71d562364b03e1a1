#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/architecture/architecture.h"
#include "core/shape.h"

namespace tessera::arch {

struct InputNode {};

struct ConvNode {
  std::int64_t inChannels = 1;
  std::int64_t outChannels = 1;
  std::int64_t groups = 1;
  std::array<std::int64_t, 2> kernel{1, 1};
  std::array<std::int64_t, 2> stride{1, 1};
  std::array<std::int64_t, 4> pads{0, 0, 0, 0};  ///< top, left, bottom, right, as ONNX has them
  bool batchNorm = false;
};

struct FcNode {
  std::int64_t inFeatures = 1;
  std::int64_t outFeatures = 1;
};

struct AddNode {};
struct MulNode {};  ///< a map times one number for each of its channels, in this order
struct PoolNode {};
struct FlattenNode {};
struct SoftmaxNode {};

using NodeKind =
    std::variant<InputNode, ConvNode, FcNode, AddNode, MulNode, PoolNode, FlattenNode, SoftmaxNode>;

/// One operator with its shapes known; its batch normalization and activation belong to it.
struct PlannedNode {
  std::string name;
  NodeKind kind;
  std::vector<std::size_t> inputs;  ///< indices of earlier nodes
  Shape shape;                      ///< of what it makes, batch in front
  LayerActivation activation = LayerActivation::none;
};

/// True for convolutions and fully connected layers.
bool hasWeights(const PlannedNode& node);
bool hasBatchNorm(const PlannedNode& node);

/// The operators of an architecture in executable order. Node 0 is the input, the last one makes
/// the output; names are unique.
struct Plan {
  std::string name;
  std::vector<PlannedNode> nodes;
};

/// Spells the architecture out. Throws Error(input) where shapes do not fit (a window larger than
/// its padded map, a sum of different shapes, a convolution of features), where two layers have
/// the same name, or where a weight would exceed 2^28 elements; `where` names the layer.
Plan planOf(const Architecture& architecture);

}  // namespace tessera::arch
