#pragma once

#include <string>

#include "sim/cost/latency.h"
#include "sim/cost/match_board.h"
#include "sim/run/program.h"
#include "sim/target/device.h"

namespace tessera {

/// How well a network's latency on a device is known under a runtime.
struct TargetLatency {
  std::optional<LatencyMatch> match;
  std::string whyNot;  ///< one clause, where there is none
  /// The network has dead channels, and whether the engine leaves them out is not known.
  bool deadChannelsUnsettled = false;
};

/// Gives the program's operators their cost on the device, where the runtime was calibrated,
/// kernels were counted on the device's core, its clock is known and the network is not one of
/// floats.
///
/// `version` is the engine's; empty: the latest that was measured.
TargetLatency setCosts(Program& program, const Runtime& runtime, const Device& device,
                       const std::string& version = {});

}  // namespace tessera
