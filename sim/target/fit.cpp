#include "sim/target/fit.h"

#include <algorithm>

namespace tessera {

double Fit::marginRatio() const {
  return static_cast<double>(margin().count()) / static_cast<double>(available.count());
}

namespace {

/// Arena and the rest in two runs of SRAM; nothing where they do not fit there.
std::vector<ArrayPlace> inTwoArrays(const Device& device, const Demand& demand) {
  if (!demand.twoArrays || !demand.runtimeOverhead) return {};
  const std::vector<SramRun> runs = contiguousRuns(device);
  if (runs.size() < 2 || demand.sram > runs.front().bytes) return {};
  for (auto run = runs.rbegin(); run + 1 != runs.rend(); ++run) {
    if (*demand.runtimeOverhead > run->bytes) continue;
    return {{"head", demand.sram, runs.front()}, {"persistent", *demand.runtimeOverhead, *run}};
  }
  return {};
}

}  // namespace

DeviceFit fitOf(const Device& device, const Demand& demand) {
  const Bytes sram = demand.sram + demand.runtimeOverhead.value_or(Bytes(0));
  DeviceFit fit;
  fit.sram = {sram, largestContiguous(device)};
  fit.atLeast = demand.atLeast;
  fit.cannotRun = demand.cannotRun;
  if (!fit.sram.fits()) {
    fit.arrays = inTwoArrays(device, demand);
    const auto external = largestExternal(device);
    if (fit.arrays.empty() && external && sram <= external->bytes) fit.external = external;
    if (!fit.arrays.empty()) fit.sram.available = fit.arrays[0].in.bytes + fit.arrays[1].in.bytes;
  }
  if (device.flash.bytes) {
    fit.flash = Fit{flashBytes(demand), *device.flash.bytes};
    fit.flashUnsure =
        demand.codeMeasured && fit.flash->fits() && fit.flash->margin() < demand.codeMeasured->most;
  }
  return fit;
}

Bytes leftBeside(Bytes kept, Bytes memory) { return std::max(Bytes(0), memory - kept); }

Bytes flashBytes(const Demand& demand) {
  return demand.modelFile.value_or(demand.weights) + demand.code.value_or(Bytes(0));
}

}  // namespace tessera
