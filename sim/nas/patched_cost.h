#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/nas/network_costs.h"
#include "sim/schedule/schedule.h"

namespace tessera::nas {

/// Which schedules a network may run under.
enum class Schedules : std::uint8_t {
  layer,     ///< layer by layer
  mcunetv2,  ///< or its first layers in p x p patches, see `patchedCost`
  all,       ///< or the cheapest of the whole schedule space that a search finds
};

std::string_view name(Schedules schedules);  // "layer", "mcunetv2", "all"

/// A network's cost under the cheapest of its schedules that fits.
struct ScheduledCost {
  NetworkCost cost;
  NetworkCost once;  ///< layer by layer: what the network itself is
  bool fits = false;
  std::string schedule = "layer";  ///< in words: "layer", "patch:3x3@b2.project", "all:18776"
};

/// The schedule of least work within `sram` (of nothing: layer by layer). Of `mcunetv2` a first
/// stage of whole layers runs in square patches of at most `largestGrid` rows (MCUNetV2, appendix
/// B: p from 1 to 4, all n); for each grid the shortest stage that fits counts, since every layer
/// more in a stage recomputes more. Where nothing fits, the cost is that layer by layer.
///
/// `patches` says how tiles are run. Throws like `NetworkCosts::of`.
ScheduledCost scheduledCost(NetworkCosts& costs, const arch::Architecture& architecture,
                            Schedules schedules, std::optional<Bytes> sram, const Block& patches,
                            std::int64_t largestGrid = 4);

}  // namespace tessera::nas
