#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/units.h"
#include "sim/check/metric.h"
#include "sim/study/results.h"

namespace tessera {

/// What one operator costs in a run, all its patches together.
struct OperatorRecord {
  std::string name;
  std::string type;                  ///< empty: not known
  std::string output;                ///< shape of its first output, "1x16x32x32"; empty: not known
  std::int64_t step = 0;             ///< the first in which it runs
  std::optional<std::int64_t> macs;  ///< executed; nothing where its work is unknown
  std::int64_t recomputed = 0;       ///< MACs
  std::optional<std::int64_t> cycles;
  std::int64_t weights = 0;  ///< bytes of the constants that it reads

  friend bool operator==(const OperatorRecord&, const OperatorRecord&) = default;
};

/// A tensor's or a workspace's bytes in a run, all patches of a tensor together.
struct BufferRecord {
  std::string name;
  std::string kind;         ///< "activation", "scratch", ...
  std::string writer;       ///< the operator that writes or needs it; empty: an input, or not known
  std::int64_t step = 0;    ///< the first in which it is live
  std::int64_t bytes = 0;   ///< the most that it takes in one step
  std::int64_t atPeak = 0;  ///< what of it is live in the peak step

  friend bool operator==(const BufferRecord&, const BufferRecord&) = default;
};

/// One buffer of a run, before those of one record are summed up.
struct BufferUse {
  std::string name;  ///< of its record
  std::string kind;
  std::string writer;
  std::int64_t bytes = 0;
  std::int64_t firstStep = 0;
  std::int64_t endStep = 0;  ///< one past the last
};

/// The records of a run's buffers, in order of their first; `peak` is the step of the peak.
std::vector<BufferRecord> bufferRecords(const std::vector<BufferUse>& uses, std::int64_t peak);

/// A run of a model in the figures that checks and differences compare.
struct Snapshot {
  std::string name;
  std::string
      setting;  ///< schedule, runtime, target, dtype and what else is not as usual, in words
  Amounts amounts;
  std::int64_t macsOnce = 0;  ///< what `Metric::recompute` is a share of
  std::int64_t peakStep = 0;
  std::vector<OperatorRecord> operators;  ///< in the order in which they run first
  std::vector<BufferRecord> buffers;      ///< in order of their first step
  std::string arena = {};  ///< see `arenaPicture`, of a check alone; empty: not known

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

/// Adds to a sum that begins with nothing. Throws Error(input) beyond 64 bits.
void addToSum(std::optional<std::int64_t>& sum, std::int64_t more);

/// What so many cycles take, rounded up: a latency is never flattered. Throws Error(input) beyond
/// 64 bits.
std::int64_t nanoseconds(Cycles cycles, Hertz clock);

/// The figures of a simulation. SRAM is the arena (the peak where none is planned), what an
/// interpreter keeps in it and the runtime's own, where it is known: what `simulate --target` holds
/// against the board. Flash is the weights and the runtime's code where it is known. MACs and
/// latency are nothing where the work or the cost of an operator is unknown.
Snapshot takeSnapshot(const SimulationReport& report);

}  // namespace tessera
