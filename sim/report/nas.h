#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/nas/evolution.h"
#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// A search over networks, and under what it was made.
struct NasReport {
  nas::NasRequest request;
  nas::NasResult result;
  std::string objective;
  std::string runtime;
  std::optional<TargetReport> target;
  std::vector<Bytes> arenas;  ///< of the Pareto set's schedules, in its order
};

/// The Pareto set, and how the search went; `all`: every generation.
Document documentOf(const NasReport& report, bool all, const Reader& reader);

/// {"schema_version", "network_search": {"space", ..., "networks": [...], "history": [...]}}; each
/// network with its architecture.
std::string nasJson(const NasReport& report);

/// One SVG picture, 1000 units wide: every network that was evaluated, the bytes of its peak over
/// its score, and the Pareto set.
std::string nasSvg(const NasReport& report);

/// What the smallest network of the space takes, where no network was found that fits; else empty.
std::string nasMisfit(const NasReport& report);

}  // namespace tessera
