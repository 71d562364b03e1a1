#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/models/run.h"
#include "gui/models/sram_limit.h"

namespace tessera::gui {

/// The buffers of a run at their addresses, to be asked for what is in view. Needs no more than two
/// numbers a 256 buffers beside the run.
class ArenaMap {
 public:
  ArenaMap() = default;
  explicit ArenaMap(Run run);

  bool planned() const { return run_ != nullptr && run_->report.run.arena.has_value(); }
  const Run& run() const { return run_; }
  std::size_t size() const;

  Bytes arena() const;  ///< 0 where it is not planned
  Bytes peak() const;   ///< of the sizes as the runtime rounds them: what no plan can be below
  std::optional<SramLimit> limit() const;

  Interval steps(std::size_t buffer) const;
  Interval addresses(std::size_t buffer) const;  ///< its planned bytes
  BufferKind kind(std::size_t buffer) const;

  /// The buffers that live in one of the wanted steps, ascending.
  std::vector<std::size_t> liveIn(Interval wanted) const;
  /// The buffer there, the one drawn last of several.
  std::optional<std::size_t> at(std::int64_t step, std::int64_t address) const;
  /// Bytes of the arena that no buffer takes in that step.
  Bytes freeIn(std::int64_t step) const;

 private:
  Run run_;
  std::vector<std::int64_t> lastEnds_;  // of each 256 buffers in a row: where the last one ends
};

/// Whether two runs have the same buffers at the same steps, so that their plans can be compared.
bool haveSameBuffers(const Run& a, const Run& b);

/// A buffer in words, a line each: what it is and where, what writes it, what reads it.
std::vector<std::string> explainBuffer(const RunData& run, std::size_t buffer);

}  // namespace tessera::gui
