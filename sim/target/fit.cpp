#include "sim/target/fit.h"

#include <algorithm>

namespace tessera {

double Fit::marginRatio() const {
  return static_cast<double>(margin().count()) / static_cast<double>(available.count());
}

DeviceFit fitOf(const Device& device, const Demand& demand) {
  const Bytes sram = demand.sram + demand.runtimeOverhead.value_or(Bytes(0));
  DeviceFit fit{{sram, largestContiguous(device)}, std::nullopt, demand.atLeast, demand.cannotRun};
  if (device.flash.bytes) {
    fit.flash = Fit{flashBytes(demand), *device.flash.bytes};
  }
  return fit;
}

Bytes leftBeside(Bytes kept, Bytes memory) { return std::max(Bytes(0), memory - kept); }

Bytes flashBytes(const Demand& demand) {
  return demand.modelFile.value_or(demand.weights) + demand.code.value_or(Bytes(0));
}

}  // namespace tessera
