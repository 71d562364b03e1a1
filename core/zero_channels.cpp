#include "core/zero_channels.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace tessera {
namespace {

/// The order in which weights are stored: `groups` parts of `repeats` rows, each of `perGroup`
/// channels of `run` neighbouring elements.
struct Order {
  std::size_t repeats;
  std::size_t perGroup;
  std::size_t run;
  std::size_t channels;
};

Order orderOf(const Shape& shape, const WeightLayout& layout) {
  std::int64_t before = 1;
  std::int64_t after = 1;
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    if (i < layout.axis) before = checkedMul(before, shape[i]);
    if (i > layout.axis) after = checkedMul(after, shape[i]);
  }
  return {static_cast<std::size_t>(before / layout.groups),
          static_cast<std::size_t>(layout.perGroup), static_cast<std::size_t>(after),
          static_cast<std::size_t>(layout.channels())};
}

template <class Bits>
Bits element(std::span<const std::byte> bytes, std::size_t index) {
  Bits value;
  std::memcpy(&value, bytes.data() + index * sizeof(Bits), sizeof(Bits));
  return value;
}

/// Finds out, piece by piece, which channels are all zero: equal to the channel's `zero` in the
/// bits of `mask` (which leaves out a float's sign).
template <class Bits>
class Scan {
 public:
  Scan(Order order, std::vector<Bits> zeros, Bits mask)
      : order_(order),
        zeros_(std::move(zeros)),
        masks_(order.channels, mask),
        undecided_(order.channels) {}

  /// Takes the next elements; false where nothing is left to find out.
  bool visit(std::span<const std::byte> piece) {
    while (!piece.empty() && undecided_ > 0) {
      const std::size_t seen = order_.run == 1 ? visitRow(piece) : visitRun(piece);
      piece = piece.subspan(seen * sizeof(Bits));
    }
    return undecided_ > 0;
  }

  std::vector<bool> result() const {
    std::vector<bool> zero(order_.channels);
    for (std::size_t c = 0; c < zero.size(); ++c) zero[c] = masks_[c] != 0;
    return zero;
  }

 private:
  /// The rest of the current channel's run; returns how many elements that was.
  std::size_t visitRun(std::span<const std::byte> piece) {
    constexpr std::size_t block = 4096;  // elements between two looks at the outcome
    const std::size_t count = std::min(order_.run - offset_, piece.size() / sizeof(Bits));
    const std::size_t channel = group_ * order_.perGroup + channel_;
    for (std::size_t i = 0; i < count && masks_[channel] != 0; i += block) {
      Bits difference = 0;
      for (std::size_t j = i; j < std::min(i + block, count); ++j) {
        difference = static_cast<Bits>(difference | (element<Bits>(piece, j) ^ zeros_[channel]));
      }
      if ((difference & masks_[channel]) != 0) markAlive(channel);
    }
    offset_ += count;
    if (offset_ == order_.run) {
      offset_ = 0;
      advance(1);
    }
    return count;
  }

  /// The rest of a row of one element a channel, all channels at once: element by element only
  /// where that decides one.
  std::size_t visitRow(std::span<const std::byte> piece) {
    const std::size_t count = std::min(order_.perGroup - channel_, piece.size() / sizeof(Bits));
    const std::size_t first = group_ * order_.perGroup + channel_;
    const auto differs = [&](std::size_t i) {
      return static_cast<Bits>((element<Bits>(piece, i) ^ zeros_[first + i]) & masks_[first + i]);
    };
    Bits difference = 0;
    for (std::size_t i = 0; i < count; ++i) difference = static_cast<Bits>(difference | differs(i));
    for (std::size_t i = 0; i < count && difference != 0; ++i) {
      if (differs(i) != 0) markAlive(first + i);
    }
    advance(count);
    return count;
  }

  void advance(std::size_t channels) {
    channel_ += channels;
    if (channel_ < order_.perGroup) return;
    channel_ = 0;
    if (++repeat_ < order_.repeats) return;
    repeat_ = 0;
    ++group_;
  }

  void markAlive(std::size_t channel) {
    masks_[channel] = 0;
    --undecided_;
  }

  Order order_;
  std::vector<Bits> zeros_;
  std::vector<Bits> masks_;  ///< 0 where the channel is known to be alive
  std::size_t undecided_;
  std::size_t group_ = 0;
  std::size_t repeat_ = 0;
  std::size_t channel_ = 0;  ///< within the group
  std::size_t offset_ = 0;   ///< elements of the current run that were seen
};

/// The stored value that means 0, for each channel; nothing where zero points vary along another
/// axis.
std::optional<std::vector<std::int32_t>> zeroPoints(const Tensor& weights,
                                                    const WeightLayout& layout,
                                                    std::size_t channels) {
  if (weights.quantization == nullptr || weights.quantization->zeroPoints.empty()) {
    return std::vector<std::int32_t>(channels, 0);
  }
  const std::vector<std::int32_t>& given = weights.quantization->zeroPoints;
  const bool alike = std::all_of(given.begin(), given.end(),
                                 [&](std::int32_t value) { return value == given[0]; });
  if (alike) return std::vector<std::int32_t>(channels, given[0]);
  const std::optional<std::size_t> axis = channelAxis(layout, weights.shape);
  const bool perChannel = axis && weights.quantization->axis == static_cast<int>(*axis);
  if (!perChannel || given.size() != channels) return std::nullopt;
  return given;
}

template <class Bits>
std::optional<std::vector<bool>> scanAs(const Tensor& weights, const WeightLayout& layout,
                                        Bits mask, bool quantized) {
  const Order order = orderOf(weights.shape, layout);
  const auto elements = static_cast<std::uint64_t>(weights.shape.elements());
  const std::uint64_t stored = storedBytes(weights.data);
  if (elements == 0 || stored % sizeof(Bits) != 0 || stored / sizeof(Bits) != elements) {
    return std::nullopt;
  }
  std::vector<Bits> zeros(order.channels, 0);
  if (quantized) {
    const auto points = zeroPoints(weights, layout, order.channels);
    if (!points) return std::nullopt;
    std::transform(points->begin(), points->end(), zeros.begin(),
                   [](std::int32_t point) { return static_cast<Bits>(point); });
  }
  Scan<Bits> scan(order, std::move(zeros), mask);
  forEachChunk(weights.data, [&](std::span<const std::byte> piece) { return scan.visit(piece); });
  return scan.result();
}

std::optional<std::vector<bool>> scan(const Tensor& weights, const WeightLayout& layout) {
  switch (weights.data.storedAs) {
    case DType::int8:
    case DType::uint8:
      return scanAs<std::uint8_t>(weights, layout, 0xff, true);
    case DType::int16:
    case DType::uint16:
      return scanAs<std::uint16_t>(weights, layout, 0xffff, true);
    case DType::int32:
      return scanAs<std::uint32_t>(weights, layout, 0xffffffff, true);
    case DType::float16:
    case DType::bfloat16:
      return scanAs<std::uint16_t>(weights, layout, 0x7fff, false);
    case DType::float32:
      return scanAs<std::uint32_t>(weights, layout, 0x7fffffff, false);
    case DType::float64:
      return scanAs<std::uint64_t>(weights, layout, 0x7fffffffffffffff, false);
    default:
      return std::nullopt;
  }
}

void addZeroFactors(std::vector<bool>& zero, const Tensor& weights, const WeightLayout& layout) {
  const AxisScale* scale = weights.data.scale.get();
  if (scale == nullptr || channelAxis(layout, weights.shape) != scale->axis) return;
  const std::size_t known = std::min(zero.size(), scale->factors.size());
  for (std::size_t c = 0; c < known; ++c) {
    if (scale->factors[c] == 0.0F) zero[c] = true;
  }
}

}  // namespace

std::optional<std::vector<bool>> zeroChannels(const Tensor& weights, const WeightLayout& layout) {
  if (!weights.data.present()) return std::nullopt;
  std::optional<std::vector<bool>> zero = scan(weights, layout);
  if (zero) addZeroFactors(*zero, weights, layout);
  return zero;
}

}  // namespace tessera
