#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/architecture/architecture.h"
#include "core/deployment.h"
#include "sim/run/program.h"

namespace tessera::nas {

/// What a network takes.
struct NetworkCost {
  Bytes peak;  ///< of its schedule
  Macs macs;   ///< that the schedule executes
  std::int64_t parameters = 0;
  Bytes flash;                   ///< of its constants
  std::optional<Cycles> cycles;  ///< where the runtime is calibrated and patches are not run
};

/// How networks are counted.
struct CostRules {
  CountingRules counting;
  Deployment deployment = Deployment::int8;
  /// Gives the operators of a program their cost on a board; may be empty.
  std::function<void(Program&)> setCosts = {};
};

/// Costs of networks that run layer by layer: exactly those of `simulateTotals`, of which only the
/// layers that no network before had are simulated.
///
/// Between two layers of an architecture one tensor lives, so that a layer is simulated by itself,
/// between two others, and a network's peak is the largest of its layers'. Not for several threads.
class NetworkCosts {
 public:
  explicit NetworkCosts(CostRules rules) : rules_(std::move(rules)) {}

  /// Throws what `planOf` throws where its shapes do not fit. `peaks` are told those of its layers.
  NetworkCost of(const arch::Architecture& architecture, std::vector<Bytes>* peaks = nullptr);

  const CostRules& rules() const { return rules_; }

 private:
  /// What a layer takes by itself.
  struct LayerCost {
    Bytes peak;  ///< without the workspaces of the whole run
    Workspace kept;
    Macs macs;
    std::int64_t parameters = 0;
    Bytes flash;
    std::optional<Cycles> cycles;
    Shape out;
  };
  using Key = std::array<std::int64_t, 20>;
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };

  const LayerCost& costOf(const arch::Layer& layer, const Shape& in, bool first, bool last);
  LayerCost simulated(const arch::Layer& layer, const Shape& in, bool first, bool last) const;

  CostRules rules_;
  std::unordered_map<Key, LayerCost, Hash> known_;
  LayerCost unkeyed_;  // of the layer asked for last, where it has no key
};

/// The graph of an architecture, lowered and deployed.
Graph graphOf(const arch::Architecture& architecture, Deployment deployment);

}  // namespace tessera::nas
