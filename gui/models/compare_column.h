#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gui/models/run.h"
#include "sim/check/snapshot.h"
#include "sim/target/fit.h"

namespace tessera::gui {

/// A run or a saved report as a comparison shows it. Nothing where a figure is not known.
struct CompareColumn {
  std::string title;    ///< the model's name
  std::string setting;  ///< "patch:4x4@b3, liveness, NUCLEO-H743ZI2, int8"
  std::string source;   ///< the file that it was read from; empty: a run
  Snapshot snapshot;    ///< what `tessera diff` compares
  Bytes peak;
  std::optional<Bytes> arena;
  std::optional<Bytes> kept;  ///< in SRAM beside the arena, by the runtime
  Bytes sram;                 ///< in all: the arena, or the peak where none is planned, and `kept`
  std::optional<DeviceFit> fit;
  std::optional<Macs> executed;
  std::optional<Macs> recomputed;
  std::optional<Macs> executedFull;
  std::optional<std::int64_t> nanoseconds;
  std::optional<Bytes> flash;
  std::string peakOperator;
  Trace outline;  ///< the live bytes of its steps, nothing else
};

CompareColumn columnOf(const RunData& run);

/// Of a JSON report of `tessera simulate`. Throws Error(input) with file, line and key where it
/// cannot be read or is none.
CompareColumn readColumn(const std::string& path);

}  // namespace tessera::gui
