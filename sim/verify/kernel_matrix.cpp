#include <algorithm>

#include "sim/verify/product.h"
#include "sim/verify/strided.h"
#include "sim/verify/weights.h"

namespace tessera::verify {
namespace {

/// A row-major matrix within a stack of them.
struct Matrix {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
};

std::vector<double> transposed(const double* values, Matrix shape) {
  std::vector<double> result(static_cast<std::size_t>(shape.rows * shape.columns));
  for (std::int64_t r = 0; r < shape.rows; ++r) {
    for (std::int64_t c = 0; c < shape.columns; ++c) {
      result[static_cast<std::size_t>(c * shape.rows + r)] = values[r * shape.columns + c];
    }
  }
  return result;
}

/// out[m, n] += a[m, k] * b[k, n], k ascending.
void addProduct(const double* a, Matrix left, const double* b, std::int64_t columns, double* out) {
  for (std::int64_t m = 0; m < left.rows; ++m, out += columns) {
    for (std::int64_t k = 0; k < left.columns; ++k) {
      const double factor = a[m * left.columns + k];
      const double* row = b + k * columns;
      for (std::int64_t n = 0; n < columns; ++n) out[n] += factor * row[n];
    }
  }
}

std::vector<double> readLeft(const Call& call, const Factors& factors) {
  const Box all = wholeBox(call.inputShape(0));
  if (isIntegerType(call.op)) {
    const auto integers = readIntegers(call.inputs[0], all).values;
    return {integers.begin(), integers.end()};
  }
  return (factors.scaledInput ? readReals(call.inputs[0], all) : readCentred(call.inputs[0], all))
      .values;
}

/// Subtracts MatMulInteger's zero point of the left matrix: one for all or one a row.
void subtractRowwise(std::vector<double>& values, const std::vector<double>& zero,
                     std::int64_t columns) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t row = i / static_cast<std::size_t>(columns);
    values[i] -= zero[zero.size() == 1 ? 0 : row % zero.size()];
  }
}

}  // namespace

void run(const Call& call, const FullyConnected& connected) {
  requireWhole(call);
  const Shape& weights = call.inputShape(1);
  if (weights.rank() != 2) cannotRun(call, "its weights have no two axes");
  const std::size_t outAxis = connected.weightsTransposed ? 0 : 1;
  const Matrix right{weights[1 - outAxis], weights[outAxis]};
  Factors factors = readFactors(call, outAxis, right.columns);
  const std::vector<double> zero = integerZeroPoints(call, factors, outAxis);
  std::vector<double> x = readLeft(call, factors);
  if (right.rows == 0 || x.size() % static_cast<std::size_t>(right.rows) != 0) {
    cannotRun(call, "its input does not fit its weights");
  }
  if (isIntegerType(call.op)) subtractRowwise(x, zero, right.rows);
  if (connected.weightsTransposed) {
    factors.weights = transposed(factors.weights.data(), {right.columns, right.rows});
  }
  const std::int64_t rows = static_cast<std::int64_t>(x.size()) / right.rows;
  std::vector<double> values(static_cast<std::size_t>(rows * right.columns), 0.0);
  addProduct(x.data(), {rows, right.rows}, factors.weights.data(), right.columns, values.data());
  finishProduct(call, factors, std::move(values));
}

namespace {

/// The two matrices of a product and how their stacks broadcast.
struct Stacks {
  Matrix left;   ///< after transposition
  Matrix right;  ///< after transposition
  Box batch;
  std::vector<std::int64_t> leftStrides;  ///< in matrices
  std::vector<std::int64_t> rightStrides;
};

Shape leading(const Shape& shape) {
  if (shape.rank() <= 2) return {};
  return Shape(std::vector<std::int64_t>(shape.extents().begin(), shape.extents().end() - 2));
}

Matrix matrixOf(const Shape& shape, bool left, bool transposes) {
  if (shape.rank() == 0) return {1, 1};
  if (shape.rank() == 1) return left ? Matrix{1, shape[0]} : Matrix{shape[0], 1};
  Matrix matrix{shape[shape.rank() - 2], shape[shape.rank() - 1]};
  if (transposes) std::swap(matrix.rows, matrix.columns);
  return matrix;
}

Stacks stacksOf(const Call& call, const MatMul& product) {
  const Shape& a = call.inputShape(0);
  const Shape& b = call.inputShape(1);
  Stacks stacks{
      matrixOf(a, true, product.transposeA), matrixOf(b, false, product.transposeB), {}, {}, {}};
  const Shape first = leading(a);
  const Shape second = leading(b);
  std::vector<std::int64_t> batch(std::max(first.rank(), second.rank()), 1);
  for (const Shape* each : {&first, &second}) {
    const std::size_t skipped = batch.size() - each->rank();
    for (std::size_t i = 0; i < each->rank(); ++i) {
      if ((*each)[i] != 1) batch[skipped + i] = (*each)[i];
    }
  }
  const Shape whole(batch);
  const auto left = broadcastStrides(first, whole);
  const auto right = broadcastStrides(second, whole);
  if (!left || !right || stacks.left.columns != stacks.right.rows) {
    cannotRun(call, "its matrices do not fit");
  }
  stacks.batch = wholeBox(whole);
  stacks.leftStrides = *left;
  stacks.rightStrides = *right;
  return stacks;
}

}  // namespace

void run(const Call& call, const MatMul& product) {
  requireWhole(call);
  const Stacks stacks = stacksOf(call, product);
  const std::size_t columnAxis = std::max<std::size_t>(call.inputShape(1).rank(), 1) - 1;
  Factors factors = readFactors(call, columnAxis, stacks.right.columns);
  const std::vector<double> zero = integerZeroPoints(call, factors, columnAxis);
  std::vector<double> x = readLeft(call, factors);
  if (isIntegerType(call.op)) subtractRowwise(x, zero, stacks.left.columns);
  const std::int64_t leftSize = stacks.left.rows * stacks.left.columns;
  const std::int64_t rightSize = stacks.right.rows * stacks.right.columns;
  std::vector<double> values(static_cast<std::size_t>(call.outputShape().elements()), 0.0);
  double* out = values.data();
  forEachOffset<2>(stacks.batch, {stacks.leftStrides, stacks.rightStrides},
                   [&](const std::array<std::int64_t, 2>& at) {
                     const double* a = x.data() + at[0] * leftSize;
                     const double* b = factors.weights.data() + at[1] * rightSize;
                     std::vector<double> turnedA;
                     std::vector<double> turnedB;
                     if (product.transposeA) {
                       turnedA = transposed(a, {stacks.left.columns, stacks.left.rows});
                       a = turnedA.data();
                     }
                     if (product.transposeB) {
                       turnedB = transposed(b, {stacks.right.columns, stacks.right.rows});
                       b = turnedB.data();
                     }
                     addProduct(a, stacks.left, b, stacks.right.columns, out);
                     out += stacks.left.rows * stacks.right.columns;
                   });
  finishProduct(call, factors, std::move(values));
}

}  // namespace tessera::verify
