#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/deployment.h"
#include "core/shape.h"
#include "core/units.h"
#include "sim/check/metric.h"
#include "sim/check/tolerance.h"

namespace tessera {

/// What a metric may be at most.
struct Limit {
  /// In the metric's unit; of `recompute` parts per million of the MACs of every operator once.
  std::int64_t value = 0;
  std::string text;      ///< as it was written
  std::size_t line = 1;  ///< of the configuration
};

/// One entry of `[[models]]`, with what `[defaults]` says where it does not.
struct CheckEntry {
  std::string path;      ///< of a model or a glob, relative to the configuration's folder
  std::string name;      ///< empty: the model file's, without extension
  std::size_t line = 1;  ///< of the configuration
  std::string target;    ///< a board or a .toml file; empty: none
  std::optional<Hertz> clock;
  std::string runtime;  ///< empty: what is usual of the model's format
  std::string schedule = "layer";
  std::optional<Deployment> deployment;  ///< likewise
  std::map<std::string, Shape> inputShapes;
  PerMetric<std::optional<Limit>> limits;
  PerMetric<Tolerance> tolerances;
};

/// What tessera.toml says (docs/check.md).
struct CheckConfig {
  std::string baseline;  ///< a file, relative to the configuration's folder; empty: none
  std::vector<CheckEntry> entries;
};

/// Reads the text of a tessera.toml; `file` is what errors call it. Throws Error(input) with file,
/// line, column and key where it is malformed, has a key that is not known, or a value of another
/// type, without its unit or out of range.
CheckConfig readCheckConfig(const std::string& text, const std::string& file);

}  // namespace tessera
