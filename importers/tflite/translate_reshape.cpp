#include <algorithm>
#include <array>

#include "core/checked.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

Translation reshaped(const OperatorView& op, std::optional<Shape> shape) {
  return {Reshape{}, dataOperands(op), {}, {std::move(shape)}};
}

/// Resolves the one -1 that the asked extents may hold.
Shape completed(const OperatorView& op, Integers extents) {
  const std::int64_t elements = op.shape(0).elements();
  std::int64_t known = 1;
  for (const std::int64_t extent : extents) {
    if (extent < -1) op.fail("an extent of " + std::to_string(extent));
    if (extent >= 0) known = checkedMul(known, extent);
  }
  const auto open = std::find(extents.begin(), extents.end(), -1);
  const bool several =
      open != extents.end() && std::find(open + 1, extents.end(), -1) != extents.end();
  if (open != extents.end() && !several && known > 0 && elements % known == 0) {
    *open = elements / known;
    known = elements;
  }
  if (several || known != elements || std::count(extents.begin(), extents.end(), -1) > 0) {
    op.fail("an input of " + op.shape(0).text() + " does not take the asked shape");
  }
  return Shape(std::move(extents));
}

/// The shape is an input or, in old files, an option.
Translation reshape(const OperatorView& op) {
  if (const Integers* extents = op.value(1)) return reshaped(op, completed(op, *extents));
  const auto* options = op.table().builtin_options_as_ReshapeOptions();
  if (op.hasInput(1) || options == nullptr || options->new_shape() == nullptr) {
    return reshaped(op, std::nullopt);
  }
  const auto& list = *options->new_shape();
  if (list.size() > 64) op.fail("a rank of " + std::to_string(list.size()));
  return reshaped(op, completed(op, Integers(list.begin(), list.end())));
}

Translation expandDims(const OperatorView& op) {
  const std::optional<std::int64_t> given = op.scalar(1);
  if (!given) return reshaped(op, std::nullopt);
  Integers extents = op.shape(0).extents();
  const std::size_t axis = op.axis(*given, extents.size() + 1);
  extents.insert(extents.begin() + static_cast<std::ptrdiff_t>(axis), 1);
  return reshaped(op, Shape(std::move(extents)));
}

/// Without a list of axes, all of extent 1.
Translation squeeze(const OperatorView& op) {
  const Shape& x = op.shape(0);
  const auto* options = op.table().builtin_options_as_SqueezeOptions();
  std::vector<bool> gone(x.rank(), false);
  const auto* listed = options == nullptr ? nullptr : options->squeeze_dims();
  if (listed == nullptr || listed->size() == 0) {
    for (std::size_t axis = 0; axis < x.rank(); ++axis) gone[axis] = x[axis] == 1;
  } else {
    if (listed->size() > 64) op.fail("a list of " + std::to_string(listed->size()) + " axes");
    for (const std::int32_t axis : *listed) gone[op.axis(axis, x.rank())] = true;
  }
  Integers extents;
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    if (gone[axis] && x[axis] != 1)
      op.fail("axis " + std::to_string(axis) + " of " + x.text() + " is not 1");
    if (!gone[axis]) extents.push_back(x[axis]);
  }
  return reshaped(op, Shape(std::move(extents)));
}

constexpr auto reshapeTranslations = std::to_array<CodedRule>({
    {Code::RESHAPE, reshape},
    {Code::EXPAND_DIMS, expandDims},
    {Code::SQUEEZE, squeeze},
});

}  // namespace

TranslateRule reshapeTranslation(schema::BuiltinOperator code) {
  return ruleIn(reshapeTranslations, code);
}

}  // namespace tessera::tflite_import
