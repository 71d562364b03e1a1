#include <algorithm>
#include <array>

#include "core/checked.h"
#include "importers/tflite/options.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/slices.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

Translation rearranged(const OperatorView& op, std::optional<Shape> shape) {
  return {Rearrange{}, dataOperands(op), {}, {std::move(shape)}};
}

Translation concatenation(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_ConcatenationOptions);
  Integers extents = op.shape(0).extents();
  const std::size_t axis = op.axis(options.axis(), extents.size());
  for (std::size_t i = 1; i < op.inputCount(); ++i) {
    const Shape& part = op.shapeOfRank(i, extents.size());
    for (std::size_t at = 0; at < extents.size(); ++at) {
      if (at == axis) {
        extents[at] = checkedAdd(extents[at], part[at]);
      } else if (part[at] != extents[at]) {
        op.fail("inputs of " + op.shape(0).text() + " and " + part.text() + " do not fit");
      }
    }
  }
  return {Concat{axis},
          allOperands(op),
          fusedActivation(op, options.fused_activation_function()),
          {Shape(std::move(extents))}};
}

/// SPLIT (axis, x) into equal parts and SPLIT_V (x, sizes, axis).
Translation split(const OperatorView& op) {
  const bool sized = op.code() == Code::SPLIT_V;
  const std::size_t data = sized ? 0 : 1;
  const std::optional<std::int64_t> given = op.scalar(sized ? 2 : 0);
  if (!given) return {Rearrange{}, dataOperands(op, data)};
  const Shape& x = op.shape(data);
  const std::size_t axis = op.axis(*given, x.rank());
  const auto parts = static_cast<std::int64_t>(op.outputCount());
  Translation result{Split{axis}, dataOperands(op, data)};
  const Integers* sizes = sized ? op.value(1) : nullptr;
  if (sized && sizes == nullptr) return result;
  if (sizes != nullptr ? sizes->size() != op.outputCount()
                       : x[axis] % std::max<std::int64_t>(parts, 1) != 0) {
    op.fail("axis " + std::to_string(axis) + " of " + x.text() + " does not split into " +
            std::to_string(parts) + " outputs");
  }
  std::int64_t rest = x[axis];
  for (const std::int64_t size : sizes != nullptr ? *sizes : Integers()) {
    if (size >= 0) rest = checkedSub(rest, size);
  }
  for (std::size_t i = 0; i < op.outputCount(); ++i) {
    Integers extents = x.extents();
    extents[axis] = sizes == nullptr ? x[axis] / parts : (*sizes)[i] < 0 ? rest : (*sizes)[i];
    result.shapes.push_back(Shape(std::move(extents)));
  }
  return result;
}

Translation slice(const OperatorView& op) {
  const std::optional<SliceSpec> spec = sliceSpec(op);
  if (!spec) return rearranged(op, std::nullopt);
  const bool drops =
      std::find(spec->dropped.begin(), spec->dropped.end(), true) != spec->dropped.end();
  if (drops) {
    Translation result = rearranged(op, slicedShape(*spec));
    auto& rearrange = std::get<Rearrange>(result.attributes);
    rearrange.slice = {spec->starts, spec->steps};
    for (std::size_t axis = 0; axis < spec->dropped.size(); ++axis) {
      if (spec->dropped[axis]) rearrange.dropped.push_back(axis);
    }
    return result;
  }
  return {Slice{spec->starts, spec->steps}, dataOperands(op), {}, {slicedShape(*spec)}};
}

Translation transpose(const OperatorView& op) {
  const Integers* order = op.value(1);
  const Shape& x = op.shape(0);
  if (order == nullptr) return rearranged(op, std::nullopt);
  if (order->size() != x.rank()) op.fail("its permutation does not fit an input of " + x.text());
  Transpose result;
  Integers extents;
  for (const std::int64_t from : *order) {
    const std::size_t axis = op.axis(from, x.rank());
    const auto& seen = result.permutation;
    if (std::find(seen.begin(), seen.end(), axis) != seen.end())
      op.fail("its permutation repeats an axis");
    result.permutation.push_back(axis);
    extents.push_back(x[axis]);
  }
  return {std::move(result), dataOperands(op), {}, {Shape(std::move(extents))}};
}

Shape withAxis(const Shape& shape, std::size_t axis, std::int64_t extent) {
  Integers extents = shape.extents();
  extents.insert(extents.begin() + static_cast<std::ptrdiff_t>(axis), extent);
  return Shape(std::move(extents));
}

Translation pack(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_PackOptions);
  const Shape& part = op.shape(0);
  for (std::size_t i = 1; i < op.inputCount(); ++i) {
    if (op.shape(i) != part) op.fail("its inputs have different shapes");
  }
  const std::size_t axis = op.axis(options.axis(), part.rank() + 1);
  return {Rearrange{axis},
          allOperands(op),
          {},
          {withAxis(part, axis, static_cast<std::int64_t>(op.inputCount()))}};
}

Translation unpack(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_UnpackOptions);
  Integers extents = op.shape(0).extents();
  const std::size_t axis = op.axis(options.axis(), extents.size());
  if (extents[axis] != static_cast<std::int64_t>(op.outputCount())) {
    op.fail("axis " + std::to_string(axis) + " of " + op.shape(0).text() + " does not make " +
            std::to_string(op.outputCount()) + " outputs");
  }
  extents.erase(extents.begin() + static_cast<std::ptrdiff_t>(axis));
  return {Rearrange{axis},
          {{0}},
          {},
          std::vector<std::optional<Shape>>(op.outputCount(), Shape(extents))};
}

Translation gather(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_GatherOptions);
  const Shape& x = op.shape(0);
  const Shape& indices = op.shape(1);
  const std::size_t axis = op.axis(options.axis(), x.rank());
  const std::int64_t batch = options.batch_dims();
  if (batch < 0 || batch > static_cast<std::int64_t>(std::min(axis, indices.rank()))) {
    op.fail("batch_dims of " + std::to_string(batch));
  }
  Integers extents(x.extents().begin(), x.extents().begin() + static_cast<std::ptrdiff_t>(axis));
  extents.insert(extents.end(), indices.extents().begin() + batch, indices.extents().end());
  extents.insert(extents.end(), x.extents().begin() + static_cast<std::ptrdiff_t>(axis) + 1,
                 x.extents().end());
  return {Rearrange{}, allOperands(op), {}, {Shape(std::move(extents))}};
}

Translation tile(const OperatorView& op) {
  const Integers* counts = op.value(1);
  if (counts == nullptr) return rearranged(op, std::nullopt);
  Integers extents = op.shape(0).extents();
  if (counts->size() != extents.size()) op.fail("its multiples do not fit its input");
  for (std::size_t axis = 0; axis < extents.size(); ++axis) {
    extents[axis] = checkedMul(extents[axis], (*counts)[axis]);
  }
  return rearranged(op, Shape(std::move(extents)));
}

/// The output's shape is the value of input `i`.
template <std::size_t i>
Translation shapedBy(const OperatorView& op) {
  const Integers* extents = op.value(i);
  const std::optional<Shape> shape =
      extents == nullptr ? std::nullopt : std::optional(Shape(*extents));
  // FILL reads the value to write, input 1, besides its shape.
  return {Rearrange{}, dataOperands(op, op.code() == Code::FILL ? 1 : 0), {}, {shape}};
}

Translation shapeOf(const OperatorView& op) {
  return {Rearrange{}, {{0}}, {}, {Shape{static_cast<std::int64_t>(op.shape(0).rank())}}};
}

Translation rankOf(const OperatorView&) { return {Rearrange{}, {{0}}, {}, {Shape{}}}; }

Translation likeFirst(const OperatorView& op) { return rearranged(op, op.shape(0)); }

Translation gatherNd(const OperatorView& op) { return {Rearrange{}, allOperands(op)}; }

/// The shape that two shapes, given as lists of extents, broadcast to.
Translation broadcastArgs(const OperatorView& op) {
  return rearranged(op, Shape{std::max(op.shape(0).elements(), op.shape(1).elements())});
}

/// See resource_variables.h.
Translation variableAccess(const OperatorView& op) { return {Rearrange{}, allOperands(op)}; }

constexpr auto layoutTranslations = std::to_array<CodedRule>({
    {Code::CONCATENATION, concatenation},
    {Code::SPLIT, split},
    {Code::SPLIT_V, split},
    {Code::SLICE, slice},
    {Code::STRIDED_SLICE, slice},
    {Code::TRANSPOSE, transpose},
    {Code::PACK, pack},
    {Code::UNPACK, unpack},
    {Code::GATHER, gather},
    {Code::GATHER_ND, gatherNd},
    {Code::SCATTER_ND, gatherNd},
    {Code::EMBEDDING_LOOKUP, gatherNd},
    {Code::DYNAMIC_UPDATE_SLICE, likeFirst},
    {Code::TILE, tile},
    {Code::BROADCAST_TO, shapedBy<1>},
    {Code::BROADCAST_ARGS, broadcastArgs},
    {Code::FILL, shapedBy<0>},
    {Code::ZEROS_LIKE, likeFirst},
    {Code::REVERSE_V2, likeFirst},
    {Code::REVERSE_SEQUENCE, likeFirst},
    {Code::SHAPE, shapeOf},
    {Code::RANK, rankOf},
    {Code::VAR_HANDLE, variableAccess},
    {Code::READ_VARIABLE, variableAccess},
    {Code::ASSIGN_VARIABLE, variableAccess},
});

}  // namespace

TranslateRule layoutTranslation(schema::BuiltinOperator code) {
  return ruleIn(layoutTranslations, code);
}

}  // namespace tessera::tflite_import
