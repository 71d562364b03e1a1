#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>

#include "importers/onnx/dtype.h"
#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

Shape checkedShape(const NodeView& node, const std::vector<std::int64_t>& extents) {
  for (const std::int64_t extent : extents) {
    if (extent < 0) node.fail("an extent of " + std::to_string(extent), "shape");
  }
  return Shape(extents);
}

}  // namespace

namespace infer {

InferredOutputs constantOfShape(const NodeView& node) {
  DType dtype = DType::float32;
  if (const ::onnx::TensorProto* value = node.tensor("value")) {
    const std::optional<DType> given = dtypeOf(value->data_type());
    if (!given) node.fail("has an unknown element type", "value");
    dtype = *given;
  }
  const auto extents = node.intsOf(0);
  node.input(0);
  return extents ? one(dtype, checkedShape(node, *extents)) : unknownShape(dtype);
}

InferredOutputs range(const NodeView& node) {
  const DType dtype = node.dtype(0);
  const auto start = node.realsOf(0);
  const auto limit = node.realsOf(1);
  const auto delta = node.realsOf(2);
  node.input(2);
  if (!start || !limit || !delta) return unknownShape(dtype);
  if (start->size() != 1 || limit->size() != 1 || delta->size() != 1 || delta->front() == 0.0) {
    node.fail("start, limit and delta must be scalars and delta not 0");
  }
  const double count = std::ceil((limit->front() - start->front()) / delta->front());
  if (!(count < 9.0e15)) node.fail("the range is endless");
  return one(dtype, Shape{static_cast<std::int64_t>(std::max(count, 0.0))});
}

InferredOutputs randomOfShape(const NodeView& node) {
  const auto extents = node.integers("shape");
  if (!extents) node.fail("is missing", "shape");
  return one(dtypeAttribute(node, "dtype", DType::float32), checkedShape(node, *extents));
}

InferredOutputs randomLike(const NodeView& node) {
  return one(dtypeAttribute(node, "dtype", node.dtype(0)), node.shape(0));
}

/// One sample index for each row of the input.
InferredOutputs multinomial(const NodeView& node) {
  return one(dtypeAttribute(node, "dtype", DType::int32),
             Shape{node.shapeOfRank(0, 2)[0], node.integer("sample_size", 1)});
}

/// HannWindow, HammingWindow, BlackmanWindow: `size` coefficients.
InferredOutputs window(const NodeView& node) {
  const DType dtype = dtypeAttribute(node, "output_datatype", DType::float32);
  const auto size = node.intsOf(0);
  node.input(0);
  if (!size || size->size() != 1) return unknownShape(dtype);
  return one(dtype, checkedShape(node, *size));
}

}  // namespace infer

}  // namespace tessera::onnx_import
