#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator.h"
#include "core/tensor.h"
#include "importers/onnx/infer.h"

namespace tessera::onnx_import {

/// An input of the node that the operator reads. Absent inputs are skipped.
struct Operand {
  std::size_t input = 0;
  /// What the input is for, where it is constant; by default a parameter if it is real and a mere
  /// constant otherwise.
  std::optional<TensorRole> role = {};
  /// Reads the input under this shape (the axis broadcasts of opsets below 7).
  std::optional<Shape> shape = {};
  /// Multiplies a constant (Gemm's alpha and beta).
  double factor = 1.0;
};

/// The inputs of the node that say how a tensor is quantised.
struct QuantizedBy {
  bool output = false;  ///< the tensor is output `index`, else input `index`
  std::size_t index = 0;
  std::size_t scale = 0;
  std::size_t zeroPoint = 0;
  std::int64_t axis = -1;  ///< of per-channel scales; negative counts from the end
};

/// A node in our own terms.
struct Translation {
  Attributes attributes = Opaque{};
  std::vector<Operand> operands;
  std::vector<QuantizedBy> quantized;
};

/// Translates one node; `outputs` are the types of its outputs, fully known.
using TranslateRule = Translation (*)(const NodeView& node, const InferredOutputs& outputs);

/// The node as an operator: by its own rule, else opaque with all inputs. Throws Error(input) where
/// an attribute is invalid.
Translation translated(const NodeView& node, const InferredOutputs& outputs);

/// Rules of operators in any version: the rows of operators.cpp name them.
namespace translate {

using Function = Translation(const NodeView& node, const InferredOutputs& outputs);

// translate.cpp
Function opaque;  ///< its tensors count, its work is not known: all inputs, no attributes
// translate_elementwise.cpp
Function activation, gelu, clip, cast, dropout, identity, batchNormalization, layerNormalization,
    rmsNormalization, softmax, logSoftmax, elementwise;
// translate_layout.cpp
Function reshape, concat, split, slice, pad, resize, transpose, reduce, argument, expand, gather,
    rearrange, depthToSpace, spaceToDepth;
// translate_matrix.cpp
Function matmul, gemm, attention, recurrent;
// translate_microsoft.cpp
Function contribAdd, contribMul, contribSigmoid, contribLeakyRelu, contribSoftmax,
    contribGlobalAveragePool, contribAveragePool, contribConcat, contribGemm, contribQuantize,
    contribDequantize, contribGelu, contribAttention, multiHeadAttention, skipNormalization,
    matMulNBits;
// translate_quantized.cpp
Function quantize, dequantize, dynamicQuantize, qlinearConv, convInteger, qlinearMatmul,
    matmulInteger;
// translate_window.cpp
Function conv, convTranspose, deformConv, maxPool, averagePool, lpPool, globalMaxPool,
    globalAveragePool, globalLpPool;

}  // namespace translate

// The roles of the operands that rules name most.
inline constexpr TensorRole weight = TensorRole::weight;
inline constexpr TensorRole bias = TensorRole::bias;
inline constexpr TensorRole constant = TensorRole::constant;

/// All inputs in order, with the default roles.
std::vector<Operand> allOperands(const NodeView& node);
/// An operator that reads all inputs of the node.
Translation withAllInputs(const NodeView& node, Attributes attributes);
/// An operator that reads input 0; the others are in its attributes.
Translation withFirstInput(Attributes attributes);
/// Adds inputs behind the operands, as mere constants: scales and zero points.
void trail(Translation& result, std::initializer_list<std::size_t> inputs);
/// "LeakyRelu" -> "leakyrelu".
std::string lowered(std::string_view type);

}  // namespace tessera::onnx_import
