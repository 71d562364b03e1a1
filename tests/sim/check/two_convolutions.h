#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/check/snapshot.h"

namespace tessera::test {

/// Of two convolutions that peak together, the second of which writes so many bytes.
inline Snapshot conv2Takes(std::int64_t bytes) {
  Snapshot snapshot;
  snapshot.name = "net";
  snapshot.setting = "layer";
  snapshot.amounts[Metric::sram] = 10'000 + bytes;
  snapshot.amounts[Metric::flash] = 900;
  snapshot.amounts[Metric::macs] = 100 * bytes;
  snapshot.amounts[Metric::recompute] = 0;
  snapshot.macsOnce = 100 * bytes;
  snapshot.peakStep = 1;
  snapshot.operators = {
      {"conv1", "Conv", "1x10000", 0, 0, 0, std::nullopt, 400},
      {"conv2", "Conv", "1x" + std::to_string(bytes), 1, 100 * bytes, 0, std::nullopt, 500}};
  snapshot.buffers = {{"t1", "activation", "conv1", 0, 10'000, 10'000},
                      {"t2", "activation", "conv2", 1, bytes, bytes}};
  return snapshot;
}

}  // namespace tessera::test
