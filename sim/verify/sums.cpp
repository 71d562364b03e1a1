#include "sim/verify/sums.h"

#include <cstdint>
#include <cstring>

#include "core/receptive_field.h"
#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

template <class Sum>
void addTyped(const Dense<double>& tile, std::size_t channelAxis, std::span<std::byte> sums) {
  const std::vector<std::int64_t> strides = rowMajorStrides(tile.box);
  const std::int64_t channels = tile.box[channelAxis].length();
  for (std::size_t i = 0; i < tile.values.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    const std::int64_t image = at / strides[0];
    const std::int64_t channel = at / strides[channelAxis] % channels;
    std::byte* const place =
        sums.data() + static_cast<std::size_t>(image * channels + channel) * sizeof(Sum);
    Sum sum;
    std::memcpy(&sum, place, sizeof(Sum));
    sum += static_cast<Sum>(tile.values[i]);
    std::memcpy(place, &sum, sizeof(Sum));
  }
}

template <class Sum>
std::vector<double> averages(std::span<const std::byte> sums, double factor) {
  std::vector<double> values;
  for (std::size_t at = 0; at + sizeof(Sum) <= sums.size(); at += sizeof(Sum)) {
    Sum sum;
    std::memcpy(&sum, sums.data() + at, sizeof(Sum));
    values.push_back(static_cast<double>(sum) * factor);
  }
  return values;
}

}  // namespace

void addToSums(const Tensor& input, Layout layout, const TensorView& tile, const Region& region,
               std::span<std::byte> sums) {
  const Box box = regionBox(input.shape, layout, region);
  const std::size_t axis = layout == Layout::channelsFirst ? 1 : box.size() - 1;
  const Dense<double> values = isQuantized(input) ? readCentred(tile, box) : readReals(tile, box);
  if (isFloat(input.dtype)) return addTyped<double>(values, axis, sums);
  addTyped<std::int32_t>(values, axis, sums);
}

std::vector<double> averagesOf(const Tensor& input, Layout layout,
                               std::span<const std::byte> sums) {
  const FeatureMap map = featureMap(input.shape, layout);
  const double scale = isQuantized(input) ? static_cast<double>(input.quantization->scales[0]) : 1;
  const double factor = scale / static_cast<double>(map.rows * map.columns);
  if (isFloat(input.dtype)) return averages<double>(sums, factor);
  return averages<std::int32_t>(sums, factor);
}

}  // namespace tessera::verify
