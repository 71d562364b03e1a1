#include <onnx/onnx_pb.h>

#include <algorithm>
#include <memory>

#include "core/checked.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/fold.h"
#include "importers/onnx/layout_spec.h"
#include "importers/onnx/tensor_values.h"

namespace tessera::onnx_import {
namespace {

using Indices = std::vector<std::size_t>;

Values single(Value value) { return std::vector<Value>{std::move(value)}; }

/// The input's elements at start + i * step along every axis.
Indices stridedIndices(const Shape& shape, const std::vector<std::int64_t>& starts,
                       const std::vector<std::int64_t>& steps,
                       const std::vector<std::int64_t>& extents) {
  const std::vector<std::int64_t> weights = strides(shape);
  Indices indices{0};
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    Indices finer;
    for (const std::size_t base : indices) {
      for (std::int64_t i = 0; i < extents[axis]; ++i) {
        const std::int64_t position = starts[axis] + i * steps[axis];
        finer.push_back(base + static_cast<std::size_t>(position * weights[axis]));
      }
    }
    indices = std::move(finer);
  }
  return indices;
}

/// The element of a one-element tensor in the model itself.
std::optional<Value> scalarOf(const NodeView& node, const ::onnx::TensorProto& tensor) {
  const std::optional<DType> dtype = dtypeOf(tensor.data_type());
  std::int64_t elements = 1;
  for (const std::int64_t extent : tensor.dims()) elements = extent == 1 ? elements : 0;
  if (!dtype || elements != 1) node.fail("must have one element", "value");
  const ModelBytes nowhere{std::make_shared<const std::string>(), 0};
  return decode(storedValues(tensor, *dtype, Shape{1}, nowhere), *dtype, Shape{1});
}

}  // namespace

namespace fold {

/// The same elements under the output's shape.
Values same(const NodeView& node, const std::vector<Inferred>& types) {
  if (types.size() != 1) return std::nullopt;
  return single(*node.value(0));
}

Values shape(const NodeView& node, const std::vector<Inferred>& types) {
  const Shape& shape = node.shape(0);
  const auto rank = static_cast<std::int64_t>(shape.rank());
  std::int64_t start = node.integer("start", 0);
  if (start < 0) start = std::max<std::int64_t>(start + rank, 0);
  Value result{DType::int64, *types[0].shape, {}, {}};
  for (std::int64_t i = 0; i < (*types[0].shape)[0]; ++i) {
    result.ints.push_back(shape[static_cast<std::size_t>(start + i)]);
  }
  return single(std::move(result));
}

Values size(const NodeView& node, const std::vector<Inferred>&) {
  return single({DType::int64, Shape{}, {node.shape(0).elements()}, {}});
}

Values slice(const NodeView& node, const std::vector<Inferred>& types) {
  const auto spec = sliceSpec(node);
  if (!spec) return std::nullopt;
  // A single element needs no step, which may be too large to multiply by.
  std::vector<std::int64_t> steps = spec->steps;
  for (std::size_t axis = 0; axis < steps.size(); ++axis) {
    if (spec->extents[axis] <= 1) steps[axis] = 0;
  }
  return single(picked(*node.value(0),
                       stridedIndices(node.shape(0), spec->starts, steps, spec->extents),
                       *types[0].shape));
}

Values split(const NodeView& node, const std::vector<Inferred>& types) {
  const Shape& shape = node.shape(0);
  const std::size_t axis = node.axis("axis", 0, shape.rank());
  std::vector<std::int64_t> starts(shape.rank(), 0);
  const std::vector<std::int64_t> steps(shape.rank(), 1);
  std::vector<Value> parts;
  for (const Inferred& type : types) {
    const Indices indices = stridedIndices(shape, starts, steps, type.shape->extents());
    parts.push_back(picked(*node.value(0), indices, *type.shape));
    starts[axis] += (*type.shape)[axis];
  }
  return parts;
}

Values transpose(const NodeView& node, const std::vector<Inferred>& types) {
  const std::vector<std::int64_t> weights = strides(node.shape(0));
  const std::vector<std::size_t> permutation = permutationOf(node);
  Indices indices{0};
  for (std::size_t axis = 0; axis < permutation.size(); ++axis) {
    Indices finer;
    for (const std::size_t base : indices) {
      for (std::int64_t i = 0; i < (*types[0].shape)[axis]; ++i) {
        finer.push_back(base + static_cast<std::size_t>(i * weights[permutation[axis]]));
      }
    }
    indices = std::move(finer);
  }
  return single(picked(*node.value(0), indices, *types[0].shape));
}

Values expand(const NodeView& node, const std::vector<Inferred>& types) {
  return single(
      picked(*node.value(0), broadcastIndices(node.shape(0), *types[0].shape), *types[0].shape));
}

Values tile(const NodeView& node, const std::vector<Inferred>& types) {
  const Shape& shape = node.shape(0);
  const std::vector<std::int64_t> weights = strides(shape);
  Indices indices{0};
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    Indices finer;
    for (const std::size_t base : indices) {
      for (std::int64_t i = 0; i < (*types[0].shape)[axis]; ++i) {
        finer.push_back(base + static_cast<std::size_t>((i % shape[axis]) * weights[axis]));
      }
    }
    indices = std::move(finer);
  }
  return single(picked(*node.value(0), indices, *types[0].shape));
}

/// Indices may be negative; one out of range is an error of the model.
Values gather(const NodeView& node, const std::vector<Inferred>& types) {
  const Shape& shape = node.shape(0);
  const std::size_t axis = node.axis("axis", 0, shape.rank());
  const std::int64_t inner = strides(shape)[axis];
  const std::int64_t span = checkedMul(inner, shape[axis]);
  const std::int64_t outer = span == 0 ? 0 : shape.elements() / span;
  Indices indices;
  for (std::int64_t o = 0; o < outer; ++o) {
    for (const std::int64_t given : node.value(1)->ints) {
      const std::int64_t at = given < 0 ? given + shape[axis] : given;
      if (at < 0 || at >= shape[axis]) {
        node.fail("index " + std::to_string(given) + " is out of range for " + shape.text());
      }
      for (std::int64_t i = 0; i < inner; ++i) {
        indices.push_back(static_cast<std::size_t>(o * span + at * inner + i));
      }
    }
  }
  return single(picked(*node.value(0), indices, *types[0].shape));
}

Values concat(const NodeView& node, const std::vector<Inferred>& types) {
  const Shape& shape = *types[0].shape;
  const std::size_t axis = node.axis("axis", 1, shape.rank());
  std::size_t outer = 1;
  for (std::size_t i = 0; i < axis; ++i) outer *= static_cast<std::size_t>(shape[i]);
  Value result{node.dtype(0), shape, {}, {}};
  for (std::size_t o = 0; o < outer; ++o) {
    for (std::size_t i = 0; i < node.inputCount(); ++i) {
      const Value& part = *node.value(i);
      if (part.real() != result.real()) return std::nullopt;
      const std::size_t length = part.size() / outer;
      for (std::size_t k = o * length; k < (o + 1) * length; ++k) {
        if (part.real()) {
          result.reals.push_back(part.reals[k]);
        } else {
          result.ints.push_back(part.ints[k]);
        }
      }
    }
  }
  return single(std::move(result));
}

/// The attribute holds one element; without it the output is zeros of float32.
Values constantOfShape(const NodeView& node, const std::vector<Inferred>& types) {
  const auto count = static_cast<std::size_t>(types[0].shape->elements());
  Value result{*types[0].dtype, *types[0].shape, {}, {}};
  double real = 0.0;
  std::int64_t integer = 0;
  if (const ::onnx::TensorProto* value = node.tensor("value")) {
    const std::optional<Value> element = scalarOf(node, *value);
    if (!element) return std::nullopt;
    real = element->asReal(0);
    integer = element->asInt(0);
  }
  if (result.real()) {
    result.reals.assign(count, real);
  } else {
    result.ints.assign(count, integer);
  }
  return single(std::move(result));
}

Values range(const NodeView& node, const std::vector<Inferred>& types) {
  const Value& start = *node.value(0);
  const Value& delta = *node.value(2);
  Value result{*types[0].dtype, *types[0].shape, {}, {}};
  for (std::int64_t i = 0; i < (*types[0].shape)[0]; ++i) {
    if (result.real()) {
      result.reals.push_back(start.asReal(0) + static_cast<double>(i) * delta.asReal(0));
    } else {
      result.ints.push_back(checkedAdd(start.asInt(0), checkedMul(i, delta.asInt(0))));
    }
  }
  return single(std::move(result));
}

/// Row k of the result is the k-th axis of the positions that are not 0.
Values nonZero(const NodeView& node, const std::vector<Inferred>& types) {
  const Value& value = *node.value(0);
  const std::vector<std::int64_t> weights = strides(value.shape);
  Value result{DType::int64, *types[0].shape, {}, {}};
  for (std::size_t axis = 0; axis < value.shape.rank(); ++axis) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value.asReal(i) == 0.0) continue;
      result.ints.push_back(static_cast<std::int64_t>(i) / weights[axis] % value.shape[axis]);
    }
  }
  return single(std::move(result));
}

}  // namespace fold

}  // namespace tessera::onnx_import
