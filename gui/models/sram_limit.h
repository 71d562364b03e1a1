#pragma once

#include <optional>
#include <string>

#include "sim/study/results.h"

namespace tessera::gui {

/// What an arena or a peak is held against: SRAM of which the runtime keeps a part for itself.
struct SramLimit {
  Bytes sram;          ///< in all: the board's largest contiguous one, or a budget
  Bytes kept;          ///< of it by the runtime; 0 where it keeps nothing or that is not known
  std::string keeper;  ///< the runtime's name

  /// What is left for an arena.
  Bytes room() const;
  /// "tflm keeps 66.2 KiB"; empty where it keeps nothing.
  std::string keptText() const;

  friend bool operator==(const SramLimit&, const SramLimit&) = default;
};

/// The board's; nothing without one.
std::optional<SramLimit> limitOf(const SimulationReport& report);

/// The search's budget; nothing without one.
std::optional<SramLimit> limitOf(const SearchReport& report);

/// What the runtime keeps in SRAM beside the arena of a run; 0 where that is not known.
Bytes keptBeside(const SimulationReport& report);

/// "tflm keeps 66.2 KiB".
std::string keptText(const std::string& runtime, Bytes kept);

/// The bytes up to which a picture reaches whose highest content is `highest`: a limit that is near
/// or exceeded is in it, and of what is kept above that as much as leaves the content its place.
Bytes topOf(const std::optional<SramLimit>& limit, Bytes highest);

}  // namespace tessera::gui
