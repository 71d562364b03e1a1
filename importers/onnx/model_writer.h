#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/dtype.h"
#include "core/shape.h"

namespace tessera::onnx_import {

using AttributeValue =
    std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<float>>;
/// Attributes of a node by name, in the order in which they are written.
using NodeAttributes = std::vector<std::pair<std::string, AttributeValue>>;

/// Writes an ONNX model of one graph, node by node. Knows nothing of the operators: libonnx's
/// checker and its shape inference judge the result.
///
/// The same calls give the same bytes. Nodes must come in executable order, as ONNX asks for.
class ModelWriter {
 public:
  /// `opset` is the version of the default operator domain.
  ModelWriter(std::string graphName, int irVersion, int opset, std::string producer);
  ~ModelWriter();
  ModelWriter(ModelWriter&&) noexcept;
  ModelWriter& operator=(ModelWriter&&) noexcept;

  void addInput(const std::string& name, DType dtype, const Shape& shape);
  void addOutput(const std::string& name, DType dtype, const Shape& shape);

  /// Adds a constant. `rawLittleEndian` holds exactly its packed elements in row-major order;
  /// throws Error(internal) where it does not.
  void addInitializer(const std::string& name, DType dtype, const Shape& shape,
                      std::span<const std::byte> rawLittleEndian);

  /// An empty input or output name is an optional one left out. A `domain` other than the default
  /// one is imported in version 1.
  void addNode(const std::string& opType, const std::string& name,
               const std::vector<std::string>& inputs, const std::vector<std::string>& outputs,
               const NodeAttributes& attributes = {}, const std::string& domain = "");

  /// The model as it goes into the file. Throws Error(internal) with the checker's message where
  /// libonnx's checker or its strict shape inference rejects it.
  std::string checkedBytes() const;

  /// Writes `checkedBytes()` to a temporary name beside `path`, then renames it, so that `path` is
  /// never half a model. Throws like `checkedBytes`, and Error(input) where it cannot be written.
  void save(const std::filesystem::path& path) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tessera::onnx_import
