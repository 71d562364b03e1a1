#include <cmath>
#include <span>

#include "sim/verify/kernel.h"

namespace tessera::verify {
namespace {

struct Statistics {
  double mean = 0.0;
  double inverseDeviation = 0.0;
};

Statistics statisticsOf(std::span<const double> slice, const LayerNormalization& norm) {
  const auto count = static_cast<double>(slice.size());
  Statistics found;
  for (const double value : slice) found.mean += norm.centred ? value / count : 0.0;
  double variance = 0.0;
  for (const double value : slice) variance += (value - found.mean) * (value - found.mean) / count;
  found.inverseDeviation = 1.0 / std::sqrt(variance + norm.epsilon);
  return found;
}

/// The values of scale or bias: as many as a slice has elements, or one for all.
std::vector<double> factors(const Call& call, std::size_t input, std::size_t length,
                            double otherwise) {
  if (input >= call.inputs.size()) return std::vector<double>(length, otherwise);
  std::vector<double> values =
      readReals(call.inputs[input], wholeBox(call.inputShape(input))).values;
  if (values.size() == 1) values.assign(length, values.front());
  if (values.size() != length) cannotRun(call, "its scale or bias broadcasts within a slice");
  return values;
}

void writeStatistics(const Call& call, const std::vector<std::vector<double>>& columns) {
  for (std::size_t i = 1; i < call.outputs.size() && i <= columns.size(); ++i) {
    const Box all = wholeBox(call.outputShape(i));
    if (columns[i - 1].size() != static_cast<std::size_t>(call.outputShape(i).elements())) {
      cannotRun(call, "its statistics have another shape than its axis says");
    }
    writeReals(call.outputs[i], all, columns[i - 1]);
  }
}

}  // namespace

void run(const Call& call, const LayerNormalization& norm) {
  requireWhole(call);
  const Shape& shape = call.inputShape(0);
  std::size_t length = 1;
  for (std::size_t axis = norm.axis; axis < shape.rank(); ++axis) {
    length *= static_cast<std::size_t>(shape[axis]);
  }
  std::vector<double> values = readReals(call.inputs[0], wholeBox(shape)).values;
  const std::vector<double> scale = factors(call, 1, length, 1.0);
  const std::vector<double> bias = factors(call, 2, length, 0.0);
  std::vector<std::vector<double>> columns(2);
  for (std::size_t begin = 0; begin < values.size(); begin += length) {
    const std::span<double> slice = std::span(values).subspan(begin, length);
    const Statistics found = statisticsOf(slice, norm);
    for (std::size_t i = 0; i < length; ++i) {
      slice[i] = (slice[i] - found.mean) * found.inverseDeviation * scale[i] + bias[i];
    }
    columns[0].push_back(found.mean);
    columns[1].push_back(found.inverseDeviation);
  }
  writeStatistics(call, columns);
  finish(call, call.outputBox(), std::move(values));
}

}  // namespace tessera::verify
