#include <algorithm>
#include <array>

#include "core/checked.h"
#include "importers/refusal.h"
#include "importers/shapes.h"
#include "importers/tflite/options.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

/// Without keep_num_dims the file may write the rows under any shape of as many elements.
Shape fullyConnectedShape(const OperatorView& op, bool keepsRank, std::int64_t rows,
                          std::int64_t outputs) {
  const Shape& x = op.shape(0);
  const Shape& declared = op.output(0).shape;
  if (keepsRank && x.rank() > 0) {
    std::vector<std::int64_t> extents = x.extents();
    extents.back() = outputs;
    return Shape(std::move(extents));
  }
  const bool fits = declared.rank() > 0 && declared[declared.rank() - 1] == outputs &&
                    declared.elements() == checkedMul(rows, outputs);
  return fits ? declared : Shape{rows, outputs};
}

/// x of any shape is read as rows of as many values as the weights [outputs, inputs] take.
Translation fullyConnected(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_FullyConnectedOptions);
  const Shape& w = op.shapeOfRank(1, 2);
  if (options.weights_format() != 0) {
    throw refusal(Refusal::weightsFormat, "shuffled weights", op.where(),
                  "convert the model for microcontrollers");
  }
  const std::int64_t elements = op.shape(0).elements();
  if (w[1] < 1 || elements % w[1] != 0) {
    op.fail("weights of shape " + w.text() + " do not fit an input of " + op.shape(0).text());
  }
  Attributes attributes = FullyConnected{w[1], true};
  if (!op.input(1).constant()) attributes = MatMul{w[1], false, true};
  return {std::move(attributes),
          {{0}, {1, weight}, {2, bias}},
          fusedActivation(op, options.fused_activation_function()),
          {fullyConnectedShape(op, options.keep_num_dims(), elements / w[1], w[0])}};
}

struct Matrix {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  Shape stack;  ///< the axes before the last two
};

Matrix matrixOf(const OperatorView& op, std::size_t i, bool turned) {
  const Shape& shape = op.shape(i);
  if (shape.rank() < 2)
    op.fail("input " + std::to_string(i) + " of " + shape.text() + " is no matrix");
  const std::vector<std::int64_t>& all = shape.extents();
  Matrix matrix{all[all.size() - 2], all.back(), Shape({all.begin(), all.end() - 2})};
  if (turned) std::swap(matrix.rows, matrix.columns);
  return matrix;
}

Translation batchMatmul(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_BatchMatMulOptions);
  const Matrix left = matrixOf(op, 0, options.adj_x());
  const Matrix right = matrixOf(op, 1, options.adj_y());
  const std::optional<Shape> stack = broadcastShape(left.stack, right.stack);
  if (left.columns != right.rows || !stack) {
    op.fail("inputs of " + op.shape(0).text() + " and " + op.shape(1).text() + " do not fit");
  }
  std::vector<std::int64_t> extents = stack->extents();
  extents.insert(extents.end(), {left.rows, right.columns});
  return {MatMul{left.columns, options.adj_x(), options.adj_y()},
          {{0, weight}, {1, weight}},
          {},
          {Shape(std::move(extents))}};
}

constexpr auto matrixTranslations = std::to_array<CodedRule>({
    {Code::FULLY_CONNECTED, fullyConnected},
    {Code::BATCH_MATMUL, batchMatmul},
});

}  // namespace

TranslateRule matrixTranslation(schema::BuiltinOperator code) {
  return ruleIn(matrixTranslations, code);
}

}  // namespace tessera::tflite_import
