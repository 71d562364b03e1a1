#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/check/metric.h"
#include "sim/check/tolerance.h"
#include "sim/study/study_request.h"

namespace tessera {

/// What a metric may be at most.
struct Limit {
  /// In the metric's unit; of `recompute` parts per million of the MACs of every operator once.
  std::int64_t value = 0;
  std::string text;      ///< as it was written
  std::size_t line = 1;  ///< of the configuration
};

/// Which change against a baseline is a finding, beyond the tolerance.
enum class Direction : std::uint8_t {
  up,    ///< growth
  both,  ///< any: what has improved is to be accepted too, so that it is not lost again
};

/// "up", "both".
std::string_view name(Direction direction);

/// One entry of `[[models]]`, with what `[defaults]` says where it does not.
struct CheckEntry {
  std::string path;      ///< of a model or a glob, relative to the configuration's folder
  std::string name;      ///< empty: the model file's, without extension
  std::size_t line = 1;  ///< of the configuration
  StudyRequest study;
  PerMetric<std::optional<Limit>> limits;
  PerMetric<Tolerance> tolerances;
  Direction direction = Direction::up;
};

/// What tessera.toml says (docs/check.md).
struct CheckConfig {
  std::string baseline;          ///< a file, relative to the configuration's folder; empty: none
  std::size_t baselineLine = 0;  ///< of the configuration, where it names one
  std::optional<std::size_t> requireBaseline;  ///< the line that asks that it has every model
  bool strict = false;                         ///< what would be a note is a finding
  std::vector<CheckEntry> entries;
};

/// Reads the text of a tessera.toml; `file` is what errors call it. Throws Error(input) with file,
/// line, column and key where it is malformed, has a key that is not known, or a value of another
/// type, without its unit or out of range.
CheckConfig readCheckConfig(const std::string& text, const std::string& file);

}  // namespace tessera
