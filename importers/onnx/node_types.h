#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "importers/onnx/graph_types.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/later_shapes.h"

namespace tessera::onnx_import {

/// Where the file declares another shape than we infer; only the first few are told one by one.
class TypeWarnings {
 public:
  void add(const std::string& tensor, const Shape& inferred, const Shape& declared);
  std::vector<std::string> lines() const;

 private:
  std::vector<std::string> first_;
  std::size_t count_ = 0;
};

/// The types of all outputs that the node has, each fully known: by our rule, else
/// as the file declares them or what is computed from them. libonnx's own inference is not asked:
/// 1.12 reads out of bounds on invalid nodes. Throws Error(unsupported) that
/// names node and tensor where none of these says enough, Error(input) where an extent is negative
/// or a size does not fit 64 bits.
InferredOutputs nodeTypes(const NodeView& node, const DeclaredTypes& declared, LaterShapes& later,
                          TypeWarnings& warnings);

/// Throws Error(input) on a negative extent, on more than 64 axes or where the bytes do not fit 64
/// bits.
void checkShape(const Shape& shape, DType dtype, const std::string& where);

/// The type of a TensorProto.DataType number. Throws Error(unsupported) for strings and unknown
/// ones.
DType checkedElementType(int number, const std::string& where);

/// The value of a Constant node that holds it as a number or a list of numbers.
Value listConstant(const NodeView& node);

}  // namespace tessera::onnx_import
