#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// What a rule knows of one output; either part may be unknown.
struct Inferred {
  std::optional<DType> dtype;
  std::optional<Shape> shape;
};

/// One entry for each output, in order; outputs beyond the end are unknown.
using InferredOutputs = std::vector<Inferred>;

/// Infers a node's outputs from its inputs' types, shapes and known values. Throws Error(input)
/// where the node contradicts its operator's definition.
using InferRule = InferredOutputs (*)(const NodeView& node);

/// Rules of operators in any version: the rows of operators.cpp name them. The shapes follow the
/// operator definitions of ONNX (onnx.ai/onnx/operators) up to opset 24.
namespace infer {

using Function = InferredOutputs(const NodeView& node);

// infer_attention.cpp
Function attention, contribAttention, multiHeadAttention, rotaryEmbedding;
// infer_elementwise.cpp
Function binary, variadic, comparison, predicate, where, dropout, prelu, cast, castLike,
    layerNormalization, batchNormalization, softmax;
// infer_generate.cpp
Function constantOfShape, range, randomOfShape, randomLike, multinomial, window;
// infer_index.cpp
Function gather, gatherElements, gatherNd, scatter, tensorScatter, topK, oneHot, compress, nonZero,
    unique, nonMaxSuppression;
// infer_join.cpp
Function concat, split, slice, pad, tile, depthToSpace, spaceToDepth, centerCropPad;
// infer_matrix.cpp
Function matmul, matmulInteger, qlinearMatmul, gemm, det;
// infer_ml.cpp
Function classifier, treeClassifier, linearRegressor, svmRegressor, treeRegressor, scaler;
// infer_microsoft.cpp
Function qlinearBinary, qlinearUnary, qlinearGlobalPool, qlinearPool, qlinearConcat, qGemm,
    contribQuantize, contribDequantize, skipNormalization, matMulNBits;
// infer_quantize.cpp
Function quantize, dequantize, dynamicQuantize;
// infer_recurrent.cpp
Function recurrent;
// infer_reduce.cpp
Function reduce, argument;
// infer_resize.cpp
Function resize, gridSample, affineGrid;
// infer_shape.cpp
Function reshape, flatten, squeeze, unsqueeze, expand, shapeOf, sizeOf, transpose;
// infer_signal.cpp
Function dft, stft, melWeights, loss, tfIdf, einsum;
// infer_window.cpp
Function conv, convInteger, qlinearConv, deformConv, convTranspose, maxPool, pool, globalPool,
    maxUnpool, col2Im, maxRoiPool, roiAlign;

}  // namespace infer

/// Whether the rule is one of infer_elementwise.cpp: the first output then has the shape of the
/// first input, or that to which all inputs broadcast.
bool isElementByElement(InferRule rule);

/// Whether the rule's operator keeps as many elements as the values of its input tell (NonZero):
/// no shape inference can know how many.
bool dependsOnData(InferRule rule);

/// One output of a known type and shape.
InferredOutputs one(DType dtype, Shape shape);
/// One output of a known type whose shape depends on values that are not known.
InferredOutputs unknownShape(DType dtype);
/// One output like input 0: the rule of most unary operators.
InferredOutputs likeFirst(const NodeView& node);

/// The shape to which `a` and `b` broadcast (numpy's rule); throws Error(input) where they do not.
Shape broadcast(const NodeView& node, const Shape& a, const Shape& b);
/// The same over all present inputs from `first` on, in steps of `step` inputs.
Shape broadcastInputs(const NodeView& node, std::size_t first = 0, std::size_t step = 1);

/// The type that attribute `name` (a TensorProto.DataType number) means, `otherwise` where absent.
DType dtypeAttribute(const NodeView& node, std::string_view name, DType otherwise);

/// True where `type` is among `names`.
template <class Names>
bool contains(const Names& names, std::string_view type) {
  return std::find(names.begin(), names.end(), type) != names.end();
}

}  // namespace tessera::onnx_import
