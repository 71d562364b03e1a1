#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/nas/architecture_space.h"
#include "sim/nas/patched_cost.h"

namespace tessera::nas {

/// What a network must keep to; nothing: whatever it takes.
struct Limits {
  std::optional<Bytes> sram;   ///< of its peak
  std::optional<Bytes> flash;  ///< of its constants
  std::optional<Cycles> cycles;
  std::optional<std::chrono::nanoseconds> latency = {};  ///< the same, as it was asked for

  /// But for memory, which a schedule decides.
  bool allow(const NetworkCost& cost) const {
    if (flash && cost.flash > *flash) return false;
    return !cycles || (cost.cycles && *cost.cycles <= *cycles);
  }
};

/// TinyNAS's question: which width and resolution has networks of most work that fit?
struct SpaceRequest {
  ArchitectureSpace space;
  CostRules rules;
  Block patches = {};  ///< how tiles are run
  Schedules schedules = Schedules::layer;
  Limits limits = {};
  std::int64_t samples = 1000;  ///< of each width and resolution
  std::uint64_t seed = 1;
};

/// One width and resolution.
struct SpaceRow {
  std::size_t width = 0;       ///< index
  std::size_t resolution = 0;  ///< index
  std::int64_t samples = 0;    ///< networks that were drawn
  std::vector<Macs> kept;      ///< of those that fit, each once; ascending

  /// 0 where none fits.
  double meanMacs() const;
  /// Of those that fit, which must be some: 0 the least, 1 the most.
  Macs quantile(double part) const;
};

struct SpaceStudy {
  std::vector<SpaceRow> rows;       ///< by width, then resolution
  std::optional<std::size_t> best;  ///< the row of the largest mean; nothing where none fits
  ScheduledCost smallest;           ///< what the smallest network of the space takes
  bool complete = true;             ///< nobody stopped it
};

struct SpaceWatch {
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t total)> progress = {};  ///< from any thread
};

/// Draws `samples` networks of each width and resolution, and keeps those that fit under their best
/// schedule; the space of the largest mean work is the best (TinyNAS: Lin et al., NeurIPS 2020,
/// section 3.1). The same request gives the same numbers on every machine and any number of cores.
SpaceStudy studySpace(const SpaceRequest& request, const SpaceWatch& watch);

}  // namespace tessera::nas
