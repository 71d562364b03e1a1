#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/onnx/graph_types.h"
#include "importers/onnx/network_builder.h"

namespace onnx {
class GraphProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// Finds the shape of a tensor that depends on run-time values from what the file declares of the
/// tensors computed from it. The references must outlive it.
class LaterShapes {
 public:
  LaterShapes(const ::onnx::GraphProto& graph, const DeclaredTypes& declared,
              const FactsTable& facts)
      : graph_(graph), declared_(declared), facts_(facts) {}

  /// Follows the readers of `tensor` as long as they compute element by element from it and from
  /// scalars, so that all results have its shape; the first one that is declared tells it.
  std::optional<Shape> of(const std::string& tensor);

 private:
  void findReaders();

  const ::onnx::GraphProto& graph_;
  const DeclaredTypes& declared_;
  const FactsTable& facts_;
  std::unordered_map<std::string_view, std::vector<int>> readers_;
};

}  // namespace tessera::onnx_import
