#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/graph.h"
#include "importers/onnx/onnx_importer.h"

namespace tessera::onnx_import {

using Ints = std::vector<std::int64_t>;

// Attributes of a node, by the type of the value.
void set(::onnx::NodeProto& node, const std::string& name, std::int64_t value);
void set(::onnx::NodeProto& node, const std::string& name, float value);
void set(::onnx::NodeProto& node, const std::string& name, const char* value);
void set(::onnx::NodeProto& node, const std::string& name, const Ints& values);
void set(::onnx::NodeProto& node, const std::string& name, const std::vector<float>& values);

/// A small model, written to a file of its own for each import.
class TestModel {
 public:
  explicit TestModel(std::int64_t opset = 13, std::int64_t ir = 8);

  ::onnx::ModelProto proto;
  ::onnx::GraphProto& graph() { return *proto.mutable_graph(); }

  /// A graph input of floats (or TensorProto.DataType `type`).
  TestModel& input(const std::string& name, const Ints& extents, int type = 1);
  /// The same with names for some dimensions: "batch", "3", "".
  TestModel& symbolicInput(const std::string& name, const std::vector<std::string>& dims);
  /// A graph output without a declared shape.
  TestModel& output(const std::string& name, int type = 1);
  /// An int64 initializer; one-dimensional unless extents are given.
  TestModel& ints(const std::string& name, const Ints& values);
  TestModel& ints(const std::string& name, const Ints& values, const Ints& extents);
  /// A float initializer: the values repeat to fill the extents.
  TestModel& floats(const std::string& name, const Ints& extents,
                    const std::vector<float>& values = {0.5F});
  /// An initializer of bytes: int8 (3) or uint8 (2).
  TestModel& bytes(const std::string& name, const Ints& extents, int type = 3);
  ::onnx::NodeProto& node(const std::string& type, const std::vector<std::string>& inputs,
                          const std::vector<std::string>& outputs);

  Imported import(const ImportOptions& options = {}) const;
  /// Imported without any lowering but constant folding.
  Graph unlowered() const;
  /// The shape of the first graph output.
  Shape outputShape() const;
  /// The error that importing gives, in one line; empty where it succeeds.
  std::string error(const ImportOptions& options = {}) const;
};

/// All lowering rewrites off.
ImportOptions withoutLowering();

}  // namespace tessera::onnx_import
