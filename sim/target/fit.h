#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/units.h"
#include "sim/target/device.h"
#include "sim/target/runtime.h"

namespace tessera {

/// What a run needs of a device's memory.
struct Demand {
  Bytes peak;
  Bytes sram;                            ///< the arena where offsets are planned, else the peak
  bool planned = false;                  ///< `sram` is an arena
  std::optional<Bytes> runtimeOverhead;  ///< SRAM beside it, where the runtime knows
  Bytes weights;                         ///< in flash
  std::optional<Bytes> code;             ///< in flash, where the runtime knows
  std::optional<ByteRange> codeMeasured = std::nullopt;  ///< where it only knows about
  /// In flash instead of the weights alone: the whole file, which an interpreter keeps there.
  std::optional<Bytes> modelFile = std::nullopt;
  /// No engine needs exactly this: what is there is a bound, and nobody knows whether it fits.
  bool atLeast = false;
  /// How the network is stored where that is our assumption and not the file's: "int8"; or empty.
  std::string assumed{};
  bool cannotRun = false;  ///< the engine does not run it at all
  /// The runtime takes two arrays, one for the arena and one for what it keeps beside it.
  bool twoArrays = false;
};

/// A part of what is needed, and the SRAM that it lies in.
struct ArrayPlace {
  std::string part;  ///< "head", "persistent"
  Bytes bytes;
  SramRun in;
};

/// What is needed of a memory against what it has.
struct Fit {
  Bytes needed;
  Bytes available;
  bool fits() const { return needed <= available; }
  Bytes margin() const { return available - needed; }  ///< negative: how much is missing
  double marginRatio() const;                          ///< of what is available
  friend bool operator==(const Fit&, const Fit&) = default;
};

struct DeviceFit {
  /// Against the largest contiguous SRAM; where only two arrays fit, against both that they lie in.
  Fit sram;
  std::optional<Fit> flash;  ///< nothing where the size of the flash is not known
  /// The model fits, but perhaps not with the runtime's code, whose size is only known as a range.
  bool flashUnsure = false;
  bool atLeast = false;              ///< `fits` says only that the bound does (see `Demand`)
  bool cannotRun = false;            ///< `fits` says only that the memory suffices
  std::vector<ArrayPlace> arrays{};  ///< where two arrays fit and one does not
  /// Memory beside the chip that would hold what the SRAM does not.
  std::optional<SramRun> external = std::nullopt;
  bool fits() const { return sram.fits() && (!flash || flash->fits()); }
};

/// One array is tried first. Where it does not fit and the runtime takes two, the arena is tried in
/// the largest SRAM and the rest in the smallest other one that is large enough.
DeviceFit fitOf(const Device& device, const Demand& demand);

/// What is left of a memory beside the bytes that are kept in it; 0 where nothing is.
Bytes leftBeside(Bytes kept, Bytes memory);

/// The flash that is needed: weights or the model's file, and code where it is known.
Bytes flashBytes(const Demand& demand);

}  // namespace tessera
