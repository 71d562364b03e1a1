#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tessera {

/// A core whose kernels were counted.
enum class CoreBuild : std::uint8_t { m0plus, m3, m4, m7, m33, m55, m85 };

/// "cortex-m4" and the like.
std::string_view name(CoreBuild core);

/// The build that stands for a core's name as device files write it ("Cortex-M4F", "Cortex-M7
/// (+M4 240)", "2x Cortex-M33"); nothing for cores that were not counted.
std::optional<CoreBuild> coreBuildOf(std::string_view core);

/// What a step's cycles are made of. `Mac` is a kernel's inner loop, `rest` what it does for each
/// output, position, column and call.
enum class LatencyTerm : std::uint8_t {
  pointwiseMac,
  pointwiseRest,
  convolutionMac,
  convolutionRest,
  stemMac,
  stemRest,
  depthwiseMac,
  depthwiseRest,
  fullyConnectedMac,
  fullyConnectedRest,
  elementwise,
  pool,
  softmax,
  copy,
};

constexpr std::size_t latencyTerms = 14;
using TermCycles = std::array<double, latencyTerms>;

/// "pointwise-mac", ... : stable names, used in runtime files.
std::string_view name(LatencyTerm term);

}  // namespace tessera
