#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "importers/onnx/graph_types.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/later_shapes.h"
#include "importers/shapes.h"
#include "importers/type_warnings.h"

namespace tessera::onnx_import {

/// The types of all outputs that the node has, each fully known: by our rule, else
/// as the file declares them or what is computed from them. libonnx's own inference is not asked:
/// 1.12 reads out of bounds on invalid nodes. Throws Error(unsupported) that
/// names node and tensor where none of these says enough, Error(input) where an extent is negative
/// or a size does not fit 64 bits.
InferredOutputs nodeTypes(const NodeView& node, const DeclaredTypes& declared, LaterShapes& later,
                          TypeWarnings& warnings);

/// The type of a TensorProto.DataType number. Throws Error(unsupported) for strings and unknown
/// ones.
DType checkedElementType(int number, const std::string& where);

/// The value of a Constant node that holds it as a number or a list of numbers.
Value listConstant(const NodeView& node);

}  // namespace tessera::onnx_import
