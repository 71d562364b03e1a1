#include "importers/tflite/output_shapes.h"

#include "core/kinds.h"
#include "importers/refusal.h"
#include "importers/shapes.h"

namespace tessera::tflite_import {
namespace {

/// Kinds whose output is what their attributes say, element by element or window by window: regions
/// of it are mapped to regions of their inputs.
bool mapsRegions(const Attributes& kind) {
  return isAmong(
      kind,
      KindList<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, Elementwise,
               Activation, Concat, Split, Pad, Resize, Quantize, Dequantize, Cast, Softmax>{},
      KindList<GlobalPool, Slice, Reshape, Transpose, Reduce, BatchNormalization,
               LayerNormalization, Rearrange, Recurrent, Opaque>{});
}

bool isAffected(const OperatorView& op) {
  for (std::size_t i = 0; i < op.inputCount(); ++i) {
    if (op.hasInput(i) && op.input(i).affected) return true;
  }
  return false;
}

/// True where the file does not say the shape, a batch of 1 aside.
bool isOpen(const TensorInfo& tensor) {
  return !tensor.rankKnown || (!tensor.open.empty() && tensor.open.back() > 0);
}

Shape settled(const OperatorView& op, const Translation& translation, std::size_t i, bool affected,
              TypeWarnings& warnings) {
  const TensorInfo& output = op.output(i);
  const std::optional<Shape> inferred =
      i < translation.shapes.size() ? translation.shapes[i] : std::nullopt;
  if (!inferred) {
    if (!affected && !isOpen(output)) return output.shape;
    throw refusal(Refusal::unknownShape, "nothing says the shape of " + output.where(), op.where(),
                  "convert the model with fixed shapes");
  }
  const bool fileSays = !affected && output.open.empty() && output.rankKnown;
  if (!fileSays || *inferred == output.shape) return *inferred;
  if (mapsRegions(translation.attributes)) {
    op.fail("the file declares " + output.shape.text() + " for " + output.where() +
            ", the operator gives " + inferred->text());
  }
  warnings.add(output.name, *inferred, output.shape);
  return output.shape;
}

}  // namespace

void setOutputShapes(const OperatorView& op, const Translation& translation,
                     TypeWarnings& warnings) {
  const bool affected = isAffected(op);
  for (std::size_t i = 0; i < op.outputCount(); ++i) {
    TensorInfo& output = op.output(i);
    output.shape = settled(op, translation, i, affected, warnings);
    output.affected = affected;
    checkShape(output.shape, output.dtype, op.where() + ", " + output.where());
  }
}

}  // namespace tessera::tflite_import
