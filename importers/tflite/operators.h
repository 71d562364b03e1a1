#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::tflite_import {

namespace schema {
struct Model;
struct Operator;
struct SubGraph;
enum class BuiltinOperator : std::int32_t;
}  // namespace schema
class Lists;

/// One operator of the subgraph. Its indices have been checked; -1 is an input left out.
struct FileOperator {
  const schema::Operator* table = nullptr;
  schema::BuiltinOperator code{};
  std::string type;  ///< "CONV_2D", or what a custom operator is called
  std::vector<std::int32_t> inputs;
  std::vector<std::int32_t> outputs;
};

/// The operators of a subgraph with `tensors` tensors, in the order of execution. The code of an
/// operator is the larger of its two fields: files from before code 127 write one byte, later ones
/// four (TFLite's GetBuiltinCode).
///
/// Throws Error(input) on an index that is out of range.
std::vector<FileOperator> readOperators(const schema::Model& model,
                                        const schema::SubGraph& subgraph, std::size_t tensors,
                                        Lists& lists);

/// "operator 3 (CONV_2D)".
std::string operatorPlace(std::size_t index, std::string_view type);

}  // namespace tessera::tflite_import
