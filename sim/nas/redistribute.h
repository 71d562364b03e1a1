#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/nas/network_costs.h"
#include "sim/run/field_report.h"
#include "sim/schedule/schedule.h"

namespace tessera::nas {

/// A network whose first layers run in patches, and how far its redistribution may go.
struct RedistributeRequest {
  arch::Architecture network;
  CostRules rules;
  Block patches;                 ///< grid, tile policy and stage input of the stage
  std::size_t stageLayers = 1;   ///< so many first layers run in patches
  double macsTolerance = 0.02;   ///< the network's MACs stay within this part of the old ones
  double fieldTolerance = 0.15;  ///< its receptive field is at most this part smaller
  std::size_t mostMoves = 3;     ///< in the stage, and as many behind it
};

/// A network and what its first stage in patches comes to.
struct StagedNetwork {
  arch::Architecture network;
  std::size_t stageLayers = 1;
  std::vector<std::string> changes;  ///< one clause each; empty of the network as it is
  NetworkCost cost;                  ///< under that schedule
  Macs once;                         ///< MACs of the network itself
  std::string schedule;              ///< in words
  Extent patch;                      ///< rows and columns of the largest patch of the input
  std::int64_t field = 1;            ///< receptive field before the pool, in input pixels
  Macs stageOnce;                    ///< MACs of the stage, without overlap
  Macs stageExtra;                   ///< what overlap adds to it

  /// What overlap adds to the whole network.
  double extra() const {
    return static_cast<double>(stageExtra.count()) / static_cast<double>(once.count());
  }
};

struct Redistribution {
  StagedNetwork before;
  /// Networks of less overlap that none other beats in peak, extra MACs and cycles; that of least
  /// extra MACs first of those that need no more memory than before, then the rest.
  std::vector<StagedNetwork> proposals;
  std::int64_t tried = 0;  ///< networks whose cost was looked at
};

/// Redistributes the receptive field (MCUNetV2, Lin et al., NeurIPS 2021, section 3.2): smaller
/// kernels, fewer blocks and an earlier stride in the stage; more blocks and larger kernels behind
/// it, which give back the receptive field and the work. Tries every combination of at most
/// `mostMoves` changes in the stage, each with the fewest changes behind it that meet the
/// tolerances.
///
/// Throws Error(unsupported) where the stage cannot run in that grid.
Redistribution redistribute(const RedistributeRequest& request);

/// The network as it is, under its stage in patches. Throws likewise.
StagedNetwork staged(const RedistributeRequest& request);

/// So many first layers end with the operator of that name. Throws Error(usage) where it ends no
/// layer.
std::size_t layersUpTo(const arch::Architecture& network, const std::string& op);

/// Receptive field of the last map, in pixels of the input: r + (kernel - 1) * stride over the
/// layers, the longest branch (Dumoulin and Visin, arXiv 1603.07285).
std::int64_t receptiveField(const arch::Architecture& network);

}  // namespace tessera::nas
