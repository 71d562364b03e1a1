#include "importers/onnx/infer.h"
#include "importers/refusal.h"

// The operators of classical machine learning (domain ai.onnx.ml): docs/Operators-ml.md of ONNX.

namespace tessera::onnx_import {
namespace {

/// Rows of x [N, features]; a vector is one.
std::int64_t rowsOf(const NodeView& node) {
  const Shape& x = node.shapeOfRank(0, 1);
  return x.rank() == 1 ? 1 : x[0];
}

/// Labels [N] and scores [N, classes]: as many classes as there are labels of either kind.
InferredOutputs classified(const NodeView& node, std::string_view integerLabels) {
  const auto labels = node.integers(integerLabels);
  const std::size_t named = node.textCount("classlabels_strings");
  if (named > 0 && node.hasOutput(0)) {
    throw refusal(Refusal::string, "an output of strings", node.where(),
                  "export the model with integer labels");
  }
  const auto classes = static_cast<std::int64_t>(labels ? labels->size() : named);
  const std::int64_t rows = rowsOf(node);
  Inferred scores{DType::float32, std::nullopt};
  if (classes > 0) scores.shape = Shape{rows, classes};
  return {{DType::int64, Shape{rows}}, scores};
}

InferredOutputs regressed(const NodeView& node, std::int64_t targets) {
  return one(DType::float32, Shape{rowsOf(node), targets});
}

}  // namespace

namespace infer {

InferredOutputs classifier(const NodeView& node) { return classified(node, "classlabels_ints"); }

InferredOutputs treeClassifier(const NodeView& node) {
  return classified(node, "classlabels_int64s");
}

InferredOutputs linearRegressor(const NodeView& node) {
  return regressed(node, node.integer("targets", 1));
}

InferredOutputs svmRegressor(const NodeView& node) { return regressed(node, 1); }

InferredOutputs treeRegressor(const NodeView& node) {
  return regressed(node, node.integer("n_targets", 1));
}

/// Whatever goes in, floats come out.
InferredOutputs scaler(const NodeView& node) { return one(DType::float32, node.shape(0)); }

}  // namespace infer

}  // namespace tessera::onnx_import
