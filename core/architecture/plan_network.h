#pragma once

#include <cstdint>
#include <memory>

#include "core/architecture/plan.h"
#include "core/network.h"

namespace tessera::arch {

/// In what form a plan becomes a network.
enum class NetworkForm : std::uint8_t {
  exported,  ///< batch normalizations and activations are operators, as `buildFloat` writes them
  lowered,   ///< folded and fused, as the importers' rewrites leave them; constants without values
};

/// The network of a plan in float32, its weights pseudo-random (see `weightsOf`) and made when they
/// are asked for. Operators and tensors have the names that `buildFloat` gives them.
Network networkOf(const std::shared_ptr<const Plan>& plan, NetworkForm form,
                  std::uint64_t seed = 0);

}  // namespace tessera::arch
