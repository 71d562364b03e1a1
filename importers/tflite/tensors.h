#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tensor.h"
#include "importers/tflite/model_file.h"

namespace tessera::tflite_import {

namespace schema {
struct SubGraph;
}
class Lists;

using Integers = std::vector<std::int64_t>;

/// What is known of one tensor of the subgraph: first what the file says, then what import finds.
struct TensorInfo {
  std::string name;  ///< unique: the file's, with the index where it is missing or not unique
  DType dtype = DType::float32;
  Shape shape;                         ///< 1 for each extent that the file leaves open
  std::vector<std::size_t> open;       ///< axes whose extent the file leaves open, ascending
  bool rankKnown = true;               ///< false for an empty shape that may mean an unknown one
  bool variable = false;               ///< state that outlives a run
  bool affected = false;               ///< a shape that differs from the file's came into it
  std::optional<std::size_t> aliasOf;  ///< the tensor that this one is a view of
  std::shared_ptr<const Quantization> quantization;
  TensorRole role = TensorRole::activation;
  ConstantData data;              ///< of constants only
  std::optional<Integers> value;  ///< of small integer tensors, where it is known

  bool constant() const { return role != TensorRole::activation; }
  /// "tensor 'x'".
  std::string where() const { return "tensor '" + name + "'"; }
};

/// The tensors of a subgraph, in the file's order. A tensor that has bytes in the file is a
/// constant; its bytes must be at least what type and shape need, and the rest is not counted.
///
/// Throws Error(input) on an extent below -1, a rank above 64, sizes that overflow, a buffer
/// outside the file or too small, scales that are not one or one for each index of their axis; and
/// Error(unsupported) on types that Tessera does not know, sparse tensors and data in other files.
std::vector<TensorInfo> readTensors(const ModelFile& file, const schema::SubGraph& subgraph,
                                    Lists& lists);

/// The value of an integer constant of at most 256 elements, read from the file the first time;
/// null where it is not known.
const Integers* valueOf(TensorInfo& tensor, const ModelFile& file);

/// The element of a constant that holds one number in the file, in stored units; nothing for other
/// tensors and for types below a byte.
std::optional<double> numberIn(const TensorInfo& tensor, const ModelFile& file);

}  // namespace tessera::tflite_import
