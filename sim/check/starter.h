#pragma once

#include <string>
#include <vector>

#include "sim/check/metric.h"

namespace tessera {

/// A model that the starter lists.
struct StarterModel {
  std::string path;          ///< relative to the configuration
  Amounts amounts = {};      ///< what it takes today, layer by layer: its limits
  std::string problem = {};  ///< why that is not known; one line
};

/// The limit that leaves a figure (above 0) a margin of 5 %, rounded up: "51KiB", "13.2M".
std::string limitWithMargin(Metric metric, std::int64_t amount);

/// The text of a commented tessera.toml for the models, with limits a little above what they take
/// today. It reads back through `readCheckConfig`; files of one name in two folders are called
/// after their paths.
std::string starterConfig(const std::vector<StarterModel>& models);

}  // namespace tessera
