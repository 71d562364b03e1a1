#include "sim/target/read_device.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "core/closest_name.h"
#include "core/parse_units.h"
#include "sim/located/located_toml.h"
#include "sim/located/placed.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr std::int64_t deviceVersion = 1;
constexpr std::int64_t addressSpace = std::int64_t{1} << 32;

std::optional<SramSpeed> readSpeed(const Placed& region, const SramRegion& read) {
  const auto at = region.member("speed");
  const std::optional<SramSpeed> speed =
      choiceAt<SramSpeed>(at, {SramSpeed::fast, SramSpeed::slow, SramSpeed::external});
  if (!read.waitStates || speed == SramSpeed::external) return speed;
  const SramSpeed implied = *read.waitStates == 0 ? SramSpeed::fast : SramSpeed::slow;
  if (speed && *speed != implied) {
    at->fail(fmt::format("\"{}\" with {} wait states", name(*speed), *read.waitStates),
             "fast means 0 wait states; leave one of the two keys out");
  }
  return implied;
}

SramRegion readRegion(const Placed& at) {
  at.checkKeys({"name", "bytes", "address", "speed", "wait_states"});
  SramRegion region;
  region.name = nameAt(at.required("name", "give the region a name, such as name = \"DTCM\""));
  region.bytes = bytesAt(at.required("bytes", "give its size, such as bytes = \"64KiB\""));
  if (const auto address = at.member("address")) {
    region.address = integerAt(*address, 0, addressSpace - 1, "an address such as 0x20000000");
    if (*region.address + region.bytes.count() > addressSpace) {
      address->fail("the region ends beyond 32 bits of address", "check its address and bytes");
    }
  }
  region.waitStates = waitStatesAt(at.member("wait_states"));
  region.speed = readSpeed(at, region);
  return region;
}

/// Each name once, and no byte in two regions.
void checkRegion(const Placed& at, const std::vector<SramRegion>& earlier,
                 const SramRegion& region) {
  for (const SramRegion& other : earlier) {
    if (other.name == region.name) {
      at.fail("a second region '" + region.name + "'", "give each region a name of its own");
    }
    if (!region.address || !other.address) continue;
    if (*region.address < *other.address + other.bytes.count() &&
        *other.address < *region.address + region.bytes.count()) {
      at.fail("region '" + region.name + "' overlaps '" + other.name + "'",
              "check their addresses and bytes");
    }
  }
}

/// What is stated of all SRAM must not contradict its regions.
void readSramSums(const Placed& at, Device& device) {
  const Bytes computed = device.sram.empty() ? Bytes(0) : largestContiguous(device);
  const Bytes sum = device.sram.empty() ? Bytes(0) : totalSram(device);
  if (const auto total = at.member("total")) {
    device.statedTotal = bytesAt(*total);
    if (*device.statedTotal < sum) {
      total->fail("less than the sum of the regions, " + exactBytes(sum), "leave it out");
    }
  }
  const auto contiguous = at.member("largest_contiguous");
  if (!contiguous) return;
  const Bytes stated = bytesAt(*contiguous);
  if (stated < computed) {
    contiguous->fail("less than what the regions give, " + exactBytes(computed), "leave it out");
  }
  const Bytes total = totalSram(device);
  if (total.count() > 0 && stated > total) {
    contiguous->fail("more than all SRAM, " + exactBytes(total), "check it and the regions");
  }
  device.statedContiguous = stated;
}

void readSram(const Placed& at, Device& device) {
  at.checkKeys({"regions", "largest_contiguous", "total"});
  if (const auto regions = at.member("regions")) {
    for (const Placed& entry : regions->elements()) {
      const SramRegion region = readRegion(entry);
      checkRegion(entry, device.sram, region);
      device.sram.push_back(region);
    }
  }
  readSramSums(at, device);
  if (contiguousRuns(device).empty()) {
    at.fail("no SRAM: no 'regions' inside the chip and no 'largest_contiguous'",
            "give [[sram.regions]] with name and bytes, or largest_contiguous = \"256KiB\"");
  }
}

Flash readFlash(const Placed& at) {
  at.checkKeys({"bytes", "external", "wait_states", "accelerator", "cycles_per_byte"});
  Flash flash;
  flash.bytes = optionalBytes(at.member("bytes"));
  if (const auto external = at.member("external")) flash.external = external->boolean();
  flash.waitStates = waitStatesAt(at.member("wait_states"));
  flash.accelerator = optionalText(at.member("accelerator"));
  if (const auto cycles = at.member("cycles_per_byte")) {
    constexpr double most = 1000;
    const double value = cycles->number();
    if (value < 0 || value > most) {
      cycles->fail("out of range", fmt::format("give cycles a byte, from 0 to {}", most));
    }
    flash.cyclesPerByte = value;
  }
  return flash;
}

Caches readCaches(const Placed& at) {
  at.checkKeys({"instruction", "data", "flash"});
  return {optionalBytes(at.member("instruction")), optionalBytes(at.member("data")),
          optionalBytes(at.member("flash"))};
}

double positiveAt(const Placed& at, double most, const char* hint) {
  const double value = at.number();
  if (!(value > 0) || value > most) at.fail(fmt::format("{} is out of range", value), hint);
  return value;
}

Power readPower(const Placed& at) {
  at.checkKeys({"volts", "run_milliamperes", "mode"});
  constexpr double mostVolts = 60;
  constexpr double mostMilliamperes = 100'000;
  return {positiveAt(at.required("volts", "give the supply, such as volts = 3.3"), mostVolts,
                     "give it in volts"),
          positiveAt(at.required("run_milliamperes", "give the current while it computes"),
                     mostMilliamperes, "give it in milliamperes"),
          optionalText(at.member("mode")).value_or("")};
}

void readFeatures(const Placed& at, Device& device) {
  at.checkKeys({"fpu", "dsp", "mve"});
  device.fpu = choiceAt<Fpu>(at.member("fpu"),
                             {Fpu::none, Fpu::single, Fpu::singleAndHalf, Fpu::doublePrecision});
  if (const auto dsp = at.member("dsp")) device.dsp = dsp->boolean();
  device.mve = choiceAt<Mve>(at.member("mve"), {Mve::none, Mve::integer, Mve::integerAndFloat});
}

std::vector<FactSource> readSources(const Placed& at) {
  std::vector<FactSource> sources;
  std::set<std::string> named;
  for (const Placed& entry : at.elements()) {
    entry.checkKeys({"facts", "from", "confidence"});
    FactSource source;
    if (const auto facts = entry.member("facts")) {
      for (const Placed& fact : facts->elements()) source.facts.push_back(fact.oneOf(factKeys()));
      if (source.facts.empty()) facts->fail("no facts", "leave the key out for all other facts");
    }
    source.from = nameAt(entry.required("from", "say where the facts come from"));
    source.confidence = choiceAt<Confidence>(
        entry.member("confidence"), {Confidence::low, Confidence::medium, Confidence::high});
    const std::vector<std::string> keys =
        source.facts.empty() ? std::vector<std::string>{"all other facts"} : source.facts;
    for (const std::string& key : keys) {
      if (!named.insert(key).second) entry.fail("a second source of " + key, "keep one of them");
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

void readChip(const Placed& root, Device& device) {
  device.mcu = optionalText(root.member("mcu"));
  device.core = optionalText(root.member("core"));
  device.otherCores = optionalText(root.member("other_cores"));
  if (const auto clock = root.member("clock")) device.clock = clockAt(*clock);
  if (const auto model = root.member("model_core")) {
    device.modelCore = model->oneOf({"m0p", "m3", "m4", "m7", "m33", "m55", "m85"});
  }
  if (const auto features = root.member("features")) readFeatures(*features, device);
}

std::vector<std::string> readAliases(const Placed& at) {
  std::vector<std::string> aliases;
  for (const Placed& alias : at.elements()) aliases.push_back(nameAt(alias));
  return aliases;
}

Device readDeviceRoot(const Placed& root) {
  checkVersion(root, "tessera_device", deviceVersion);
  root.checkKeys({"tessera_device", "name", "aliases", "mcu", "core", "other_cores", "clock",
                  "model_core", "note", "features", "sram", "flash", "cache", "power", "source"});
  Device device;
  device.name = nameAt(root.required("name", "name the board, such as name = \"My board\""));
  if (const auto aliases = root.member("aliases")) device.aliases = readAliases(*aliases);
  readChip(root, device);
  device.note = optionalText(root.member("note"));
  readSram(root.required("sram",
                         "give its SRAM: [sram] with largest_contiguous = \"256KiB\", or "
                         "[[sram.regions]] with name and bytes"),
           device);
  if (const auto flash = root.member("flash")) device.flash = readFlash(*flash);
  if (const auto cache = root.member("cache")) device.caches = readCaches(*cache);
  if (const auto power = root.member("power")) device.power = readPower(*power);
  if (const auto sources = root.member("source")) device.sources = readSources(*sources);
  return device;
}

}  // namespace

Device readDevice(const std::string& text, const std::string& file) {
  const Located toml = parseLocatedToml(text, file, "docs/targets.md");
  const LocatedFile located{file, "docs/targets.md describes the format", "a table"};
  return readDeviceRoot(Placed(toml, located));
}

}  // namespace tessera
