#include <array>

#include "core/checked.h"
#include "importers/tflite/options.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"
#include "importers/tflite/window.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

struct PlacedWindow {
  Window window;
  Shape output;
};

/// A window over the spatial axes of `input` [N, rows, columns, C] (or [N, depth, rows, ...]).
PlacedWindow placedWindow(const OperatorView& op, const Shape& input,
                          const std::vector<Sliding>& axes, schema::Padding padding,
                          std::int64_t channels) {
  PlacedWindow result;
  std::vector<std::int64_t> extents{input[0]};
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const PlacedAxis axis = placed(op, axes[i], padding, input[i + 1]);
    result.window.push_back(axis.axis);
    extents.push_back(axis.outputs);
  }
  extents.push_back(channels);
  result.output = Shape(std::move(extents));
  return result;
}

template <class Options>
Translation convolutionOf(const OperatorView& op, const Options& options,
                          const PlacedWindow& placed, std::int64_t groups) {
  return {Convolution{placed.window, groups},
          {{0}, {1, weight}, {2, bias}},
          fusedActivation(op, options.fused_activation_function()),
          {placed.output}};
}

/// How many groups of `each` input channels there are.
std::int64_t groupsOf(const OperatorView& op, std::int64_t channels, std::int64_t each,
                      std::int64_t outputs) {
  const bool fits =
      each > 0 && channels > 0 && channels % each == 0 && outputs % (channels / each) == 0;
  if (!fits) {
    op.fail("weights of shape " + op.shape(1).text() + " do not fit an input of " +
            op.shape(0).text());
  }
  return channels / each;
}

/// Weights [outputs, rows, columns, inputs of a group].
Translation conv2d(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_Conv2DOptions);
  const Shape& x = op.shapeOfRank(0, 4);
  const Shape& w = op.shapeOfRank(1, 4);
  const auto placed = placedWindow(op, x,
                                   {{w[1], options.stride_h(), options.dilation_h_factor()},
                                    {w[2], options.stride_w(), options.dilation_w_factor()}},
                                   options.padding(), w[0]);
  return convolutionOf(op, options, placed, groupsOf(op, x[3], w[3], w[0]));
}

/// Weights [1, rows, columns, outputs]; the depth multiplier is outputs over inputs.
Translation depthwiseConv2d(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_DepthwiseConv2DOptions);
  const Shape& x = op.shapeOfRank(0, 4);
  const Shape& w = op.shapeOfRank(1, 4);
  if (w[0] != 1) op.fail("weights of shape " + w.text() + " are not those of a depthwise operator");
  const auto placed = placedWindow(op, x,
                                   {{w[1], options.stride_h(), options.dilation_h_factor()},
                                    {w[2], options.stride_w(), options.dilation_w_factor()}},
                                   options.padding(), w[3]);
  return convolutionOf(op, options, placed, groupsOf(op, x[3], 1, w[3]));
}

/// Weights [depth, rows, columns, inputs of a group, outputs].
Translation conv3d(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_Conv3DOptions);
  const Shape& x = op.shapeOfRank(0, 5);
  const Shape& w = op.shapeOfRank(1, 5);
  const auto placed = placedWindow(op, x,
                                   {{w[0], options.stride_d(), options.dilation_d_factor()},
                                    {w[1], options.stride_h(), options.dilation_h_factor()},
                                    {w[2], options.stride_w(), options.dilation_w_factor()}},
                                   options.padding(), w[4]);
  return convolutionOf(op, options, placed, groupsOf(op, x[4], w[3], w[4]));
}

/// Inputs: the output's shape, weights [outputs, rows, columns, inputs], x, possibly a bias. The
/// padding is that of a convolution from the output back to x.
Translation transposeConv(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_TransposeConvOptions);
  const Shape& w = op.shapeOfRank(1, 4);
  const Shape& x = op.shapeOfRank(2, 4);
  const Integers* given = op.value(0);
  const Shape output = given == nullptr ? op.output(0).shape : Shape(*given);
  if (output.rank() != 4 || output[3] != w[0] || x[3] != w[3] || output[0] != x[0]) {
    op.fail("weights of shape " + w.text() + " do not fit an input of " + x.text() +
            " and an output of " + output.text());
  }
  const auto placed =
      placedWindow(op, output, {{w[1], options.stride_h(), 1}, {w[2], options.stride_w(), 1}},
                   options.padding(), w[0]);
  Translation result{TransposedConvolution{placed.window, 1},
                     {{2}, {1, weight}, {3, bias}, {0}},
                     fusedActivation(op, options.fused_activation_function()),
                     {}};
  if (given != nullptr) result.shapes = {output};
  return result;
}

/// Padding does not count into an average (TFLite divides by the taps inside the tensor).
template <PoolKind kind>
Translation pool2d(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_Pool2DOptions);
  const Shape& x = op.shapeOfRank(0, 4);
  const auto placed = placedWindow(op, x,
                                   {{options.filter_height(), options.stride_h(), 1},
                                    {options.filter_width(), options.stride_w(), 1}},
                                   options.padding(), x[3]);
  return {Pool{kind, placed.window, false},
          {{0}},
          fusedActivation(op, options.fused_activation_function()),
          {placed.output}};
}

constexpr auto windowTranslations = std::to_array<CodedRule>({
    {Code::CONV_2D, conv2d},
    {Code::DEPTHWISE_CONV_2D, depthwiseConv2d},
    {Code::CONV_3D, conv3d},
    {Code::TRANSPOSE_CONV, transposeConv},
    {Code::MAX_POOL_2D, pool2d<PoolKind::max>},
    {Code::AVERAGE_POOL_2D, pool2d<PoolKind::average>},
    {Code::L2_POOL_2D, pool2d<PoolKind::lp>},
});

}  // namespace

TranslateRule windowTranslation(schema::BuiltinOperator code) {
  return ruleIn(windowTranslations, code);
}

}  // namespace tessera::tflite_import
