#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/units.h"

namespace tessera {

/// The floating-point unit: its widest type, "half" beside single where it has both.
enum class Fpu : std::uint8_t { none, single, singleAndHalf, doublePrecision };
std::string_view name(Fpu fpu);

/// The vector extension (Helium): none, on integers, on integers and floats.
enum class Mve : std::uint8_t { none, integer, integerAndFloat };
std::string_view name(Mve mve);

/// Whether an SRAM answers at the core's own clock without wait states, or not, or is no SRAM of
/// the chip at all but a PSRAM or SDRAM beside it.
enum class SramSpeed : std::uint8_t { fast, slow, external };
std::string_view name(SramSpeed speed);

enum class Confidence : std::uint8_t { low, medium, high };
std::string_view name(Confidence confidence);

/// One SRAM bank, or several neighbours under one name. What is not known is absent.
struct SramRegion {
  std::string name;
  Bytes bytes;
  std::optional<std::int64_t> address;
  std::optional<SramSpeed> speed;
  std::optional<std::int64_t> waitStates;
};

inline bool isExternal(const SramRegion& region) { return region.speed == SramSpeed::external; }

/// "0x20000000", and "fast" or "2 wait states"; empty where it is not known.
std::string addressText(const SramRegion& region);
std::string speedText(const SramRegion& region);

struct Flash {
  std::optional<Bytes> bytes;
  std::optional<std::int64_t> waitStates;  ///< at the device's clock
  std::optional<std::string> accelerator;  ///< what hides them, in words
  std::optional<double> cyclesPerByte;     ///< measured, for weights that are read once
  std::optional<bool> external;            ///< beside the chip, executed in place
};

struct Caches {
  std::optional<Bytes> instruction;
  std::optional<Bytes> data;
  std::optional<Bytes> flash;  ///< in front of the flash, for instructions and constants
};

/// What the chip draws while it computes, at the device's clock.
struct Power {
  double volts = 0;
  double runMilliamperes = 0;
  std::string mode;  ///< in which it was measured: "LDO, from flash, caches on"; may be empty
};

/// Where facts come from. Without `facts` it speaks of every fact that no other source names.
struct FactSource {
  std::vector<std::string> facts;  ///< keys, "flash.wait_states", or tables, "flash"
  std::string from;
  std::optional<Confidence> confidence;
};

/// A microcontroller board. What is not known is absent, never guessed.
struct Device {
  std::string name;
  std::vector<std::string> aliases;
  std::optional<std::string> mcu;
  std::optional<std::string> core;  ///< that runs the network, "Cortex-M7"
  std::optional<std::string> otherCores;
  std::optional<Hertz> clock;
  std::optional<Fpu> fpu;
  std::optional<bool> dsp;
  std::optional<Mve> mve;
  std::vector<SramRegion> sram;
  std::optional<Bytes> statedContiguous;  ///< where regions do not tell
  std::optional<Bytes> statedTotal;       ///< likewise
  Flash flash;
  Caches caches;
  std::optional<Power> power;
  std::optional<std::string> modelCore;  ///< whose counted kernels stand for it: "m4"
  std::optional<std::string> note;
  std::vector<FactSource> sources;
};

/// SRAM bytes with consecutive addresses: a region, or several that follow each other,
/// "SRAM1+SRAM2".
struct SramRun {
  std::string name;
  Bytes bytes;
};

/// What an arena can lie in, the largest first: as stated, then alone; otherwise regions that
/// follow each other joined. A region without an address stands alone. External memory is none.
std::vector<SramRun> contiguousRuns(const Device& device);

/// The largest memory beside the chip; nothing where there is none.
std::optional<SramRun> largestExternal(const Device& device);

/// The largest of them: the largest that an arena can be.
Bytes largestContiguous(const Device& device);

/// All SRAM: as stated, otherwise the sum of the regions that are not external.
Bytes totalSram(const Device& device);

/// Whether the device is a board or a chip, and not merely so much SRAM.
inline bool isBoard(const Device& device) { return !device.name.empty(); }

/// A fact of a device file by its key, with its value for people.
struct DeviceFact {
  std::string key;  ///< "flash.wait_states"
  std::string text;
};

/// The facts that the device states, in the order of the file format; `name`, `aliases`, `note` and
/// `model_core`, which is Tessera's own choice, are none.
std::vector<DeviceFact> statedFacts(const Device& device);

/// Keys of all facts that a device file can state, and the tables that hold them.
const std::vector<std::string>& factKeys();

/// The index in `device.sources` of the one that speaks of that fact: by key, else by table, else
/// the one for everything else. Nothing where none does.
std::optional<std::size_t> sourceOf(const Device& device, std::string_view fact);

/// The name with the aliases: "nRF52840-DK / Arduino Nano 33 BLE".
std::string fullName(const Device& device);

/// "STM32F746NG, Cortex-M7, 216 MHz": of these what is known.
std::string chipText(const Device& device);

}  // namespace tessera
