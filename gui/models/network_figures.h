#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// An operator of the network as a run leaves it.
struct NetworkNode {
  std::string name;
  std::string kind;   ///< "conv 3x3 /2"
  std::string shape;  ///< of its first output, "1x16x72x72"
  Bytes peak;         ///< the most live bytes of any of its steps
  std::size_t peakStep = 0;
  std::size_t steps = 0;  ///< how often it runs
  bool macsKnown = true;
  Macs macs;        ///< of all its steps
  Macs recomputed;  ///< the part that another tile computes too
  bool atPeak = false;
  bool split = false;  ///< the last operator of a per-patch stage
};

/// Operators that run patch by patch.
struct NetworkStage {
  Grid grid;
  std::vector<std::size_t> nodes;
};

/// The network as a graph to draw: nodes by operator id.
struct NetworkFigures {
  std::vector<NetworkNode> nodes;
  std::vector<std::pair<std::size_t, std::size_t>> edges;  ///< from writer to reader, each once
  std::vector<NetworkStage> stages;
  Bytes peak;  ///< the largest of the nodes'
};

NetworkFigures networkFigures(const RunData& run);

/// Every figure of a node, a line each.
std::string describeNode(const NetworkNode& node);

}  // namespace tessera::gui
