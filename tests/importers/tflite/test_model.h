#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/network.h"
#include "importers/importer.h"
#include "importers/tflite/schema_generated.h"
#include "tests/support/temp_folder.h"

namespace tessera::tflite_import {

using Code = schema::BuiltinOperator;
using Type = schema::TensorType;
using FlatBuilder = flatbuffers::FlatBufferBuilder;
using Indices = std::vector<std::int32_t>;

/// What a tensor has besides name, type and shape.
struct TensorExtras {
  std::vector<float> scales = {};
  std::vector<std::int64_t> zeroPoints = {};
  std::int32_t quantizedAxis = 0;
  Indices signature = {};
  bool variable = false;
  bool sparse = false;
  bool otherQuantization = false;
  std::uint32_t externalBuffer = 0;
  std::optional<std::uint32_t> buffer = {};  ///< of the file; by default one of its own, or 0
};

/// The options of an operator: their number in the union, and how to write them.
struct Options {
  schema::BuiltinOptions type = schema::BuiltinOptions::NONE;
  std::function<flatbuffers::Offset<void>(FlatBuilder&)> write = {};
};

/// Writes TFLite files for tests with flatbuffers' own builder.
class TestModel {
 public:
  /// Each returns the index of the tensor.
  int tensor(const std::string& name, const Indices& shape, Type type = Type::INT8,
             const TensorExtras& extras = {});
  int constant(const std::string& name, const Indices& shape, Type type, std::string bytes,
               const TensorExtras& extras = {});
  template <class Value>
  int values(const std::string& name, const Indices& shape, Type type,
             const std::vector<Value>& values, const TensorExtras& extras = {}) {
    return constant(name, shape, type, bytesOf(values), extras);
  }
  /// A list of int32, as operators take shapes, axes and pads.
  int list(const std::string& name, const Indices& entries);

  void op(Code code, const Indices& inputs, const Indices& outputs, const Options& options = {});
  void custom(const std::string& name, const Indices& inputs, const Indices& outputs,
              const std::vector<std::uint8_t>& options = {});
  void ends(const Indices& inputs, const Indices& outputs);
  /// An empty subgraph behind the main one.
  void otherSubgraph(const std::string& name) { otherSubgraphs_.push_back(name); }

  std::string bytes() const;

  template <class Value>
  static std::string bytesOf(const std::vector<Value>& values) {
    std::string bytes(values.size() * sizeof(Value), '\0');
    if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
  }

  // What the file says, for tests that break it.
  std::uint32_t version = 3;
  std::string description = "by hand";
  std::string identifier = "TFL3";
  std::vector<std::string> buffers = {""};  ///< buffer 0 is the empty one
  std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> behind;  ///< offset and size
  std::vector<std::string> metadata = {};                                   ///< names of entries
  bool oldCodes = false;         ///< write only the one-byte code
  bool ranks = true;             ///< write has_rank
  std::uint32_t codeOffset = 0;  ///< added to every operator's index of its code

 private:
  struct TensorEntry {
    std::string name;
    Indices shape;
    Type type;
    std::uint32_t buffer;
    TensorExtras extras;
  };
  struct OperatorEntry {
    Code code;
    std::string custom;
    Indices inputs;
    Indices outputs;
    Options options;
    std::vector<std::uint8_t> customOptions = {};
  };

  flatbuffers::Offset<schema::Tensor> write(FlatBuilder& builder, const TensorEntry& entry) const;
  flatbuffers::Offset<schema::OperatorCode> writeCode(FlatBuilder& builder,
                                                      const OperatorEntry& entry) const;
  flatbuffers::Offset<schema::SubGraph> writeSubgraph(FlatBuilder& builder) const;

  std::vector<TensorEntry> tensors_;
  std::vector<OperatorEntry> operators_;
  Indices inputs_;
  Indices outputs_;
  std::vector<std::string> otherSubgraphs_;
};

/// `write` writes the table of that type and returns its offset.
template <class Write>
Options options(schema::BuiltinOptions type, const Write& write) {
  return {type, [=](FlatBuilder& builder) { return write(builder).Union(); }};
}

struct WindowOptions {
  schema::Padding padding = schema::Padding::SAME;
  std::int32_t strideRows = 1;
  std::int32_t strideColumns = 1;
  schema::ActivationFunctionType activation = schema::ActivationFunctionType::NONE;
  std::int32_t dilationRows = 1;
  std::int32_t dilationColumns = 1;
};

Options convOptions(const WindowOptions& window = {});
Options depthwiseOptions(const WindowOptions& window = {}, std::int32_t multiplier = 1);
Options poolOptions(std::int32_t rows, std::int32_t columns, const WindowOptions& window = {});
Options transposeConvOptions(const WindowOptions& window = {});
Options fullyConnectedOptions(bool keepsRank = false, schema::ActivationFunctionType activation =
                                                          schema::ActivationFunctionType::NONE);
Options addOptions(schema::ActivationFunctionType activation);
Options concatOptions(std::int32_t axis);
Options reducerOptions(bool keepsRank);

/// Writes the model to a file and imports it.
Imported imported(const TestModel& model, const ImportOptions& options = {});
/// The same without any rewrite.
Network asInFile(const TestModel& model, std::map<std::string, Shape> inputShapes = {});

/// The same file with one byte string put in place of another at `at`.
std::string patched(std::string bytes, std::size_t at, const std::string& with);

}  // namespace tessera::tflite_import
