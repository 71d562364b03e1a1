#include "sim/verify/product.h"

#include <cstring>
#include <utility>

#include "core/error.h"
#include "core/kinds.h"
#include "sim/verify/strided.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

/// Adds Gemm's C, broadcast, or a bias of one value a column.
void addThird(const Call& call, const Factors& factors, std::vector<double>& values) {
  const auto slot = biasSlot(call.op, call.graph);
  if (!slot) return;
  const Tensor& tensor = *call.inputs[*slot].tensor;
  const std::int64_t columns =
      call.outputShape().rank() == 0 ? 1 : call.outputShape()[call.outputShape().rank() - 1];
  if (tensor.shape.rank() < 2) {
    const std::vector<double> bias = readBias(call, factors, columns);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += bias[i % bias.size()];
    return;
  }
  const std::vector<double> c = readReals(call.inputs[*slot], wholeBox(tensor.shape)).values;
  const auto strides = broadcastStrides(tensor.shape, call.outputShape());
  if (!strides) cannotRun(call, "its bias does not fit");
  std::size_t at = 0;
  forEachOffset<1>(call.outputBox(), {*strides}, [&](const std::array<std::int64_t, 1>& offset) {
    values[at++] += c[static_cast<std::size_t>(offset[0])];
  });
}

void scaleColumns(std::vector<double>& values, const std::vector<double>& scale) {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] *= scale[i % scale.size()];
}

/// The matrix of a product: element k of the input and output n meet at k * inputStep + n *
/// outputStep.
struct Matrices {
  Factors factors;
  double zeroPoint = 0;  ///< of the input
  std::int64_t outputs = 0;
  std::int64_t inputStep = 0;
  std::int64_t outputStep = 0;
};

Matrices matricesOf(const Call& call) {
  const auto* const connected = std::get_if<FullyConnected>(&call.op.attributes);
  const bool turned = connected != nullptr && connected->weightsTransposed;
  const Shape& weights = call.inputShape(1);
  const std::size_t outAxis = turned ? 0 : 1;
  Matrices matrices;
  matrices.outputs = weights[outAxis];
  matrices.inputStep = turned ? 1 : weights[1];
  matrices.outputStep = turned ? weights[1] : 1;
  matrices.factors = readFactors(call, outAxis, matrices.outputs);
  matrices.zeroPoint = integerZeroPoints(call, matrices.factors, outAxis).front();
  return matrices;
}

/// The elements of the tile as the product takes them.
std::vector<double> elementsOf(const Call& call, const Matrices& matrices, const TensorView& tile,
                               const Box& box) {
  if (isIntegerType(call.op)) {
    const auto integers = readIntegers(tile, box).values;
    std::vector<double> values(integers.begin(), integers.end());
    for (double& value : values) value -= matrices.zeroPoint;
    return values;
  }
  return (matrices.factors.scaledInput ? readReals(tile, box) : readCentred(tile, box)).values;
}

template <class Sum>
void addTo(std::byte* place, double product) {
  Sum sum;
  std::memcpy(&sum, place, sizeof(Sum));
  sum += static_cast<Sum>(product);
  std::memcpy(place, &sum, sizeof(Sum));
}

}  // namespace

void finishProduct(const Call& call, const Factors& factors, std::vector<double> sums) {
  if (isFixedPoint(call)) {
    const auto columns = static_cast<std::int64_t>(factors.outputScale.size());
    return FixedPointSums(call, factors, columns).write(call.outputBox(), sums, 0, columns, 1);
  }
  scaleColumns(sums, factors.outputScale);
  addThird(call, factors, sums);
  finish(call, call.outputBox(), std::move(sums));
}

void addToProduct(const Call& call, const Tensor& map, const TensorView& tile, const Region& region,
                  std::span<std::byte> sums) {
  const Matrices matrices = matricesOf(call);
  const std::size_t width = sums.size() / static_cast<std::size_t>(matrices.outputs);
  const Box box = regionBox(map.shape, call.layout, region);
  const std::vector<double> values = elementsOf(call, matrices, tile, box);
  const std::vector<std::int64_t> strides = rowMajorStrides(wholeBox(map.shape));
  std::int64_t first = 0;  // of the region, in the row
  for (std::size_t axis = 0; axis < box.size(); ++axis) first += box[axis].begin * strides[axis];
  std::size_t next = 0;
  forEachOffset<1>(box, {strides}, [&](const std::array<std::int64_t, 1>& offset) {
    const std::int64_t k = first + offset[0];
    const double value = values[next++];
    for (std::int64_t n = 0; n < matrices.outputs; ++n) {
      const double weight =
          matrices.factors
              .weights[static_cast<std::size_t>(k * matrices.inputStep + n * matrices.outputStep)];
      std::byte* const place = sums.data() + static_cast<std::size_t>(n) * width;
      width == sizeof(double) ? addTo<double>(place, value * weight)
                              : addTo<std::int32_t>(place, value * weight);
    }
  });
}

void finishProduct(const Call& call, std::span<const std::byte> sums) {
  const Matrices matrices = matricesOf(call);
  const std::size_t width = sums.size() / static_cast<std::size_t>(matrices.outputs);
  std::vector<double> values;
  for (std::size_t at = 0; at + width <= sums.size(); at += width) {
    if (width == sizeof(double)) {
      std::memcpy(&values.emplace_back(), sums.data() + at, width);
    } else {
      std::int32_t sum = 0;
      std::memcpy(&sum, sums.data() + at, width);
      values.push_back(sum);
    }
  }
  finishProduct(call, matrices.factors, std::move(values));
}

}  // namespace tessera::verify
