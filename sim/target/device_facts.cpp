#include <fmt/core.h>

#include "sim/target/device.h"

namespace tessera {
namespace {

/// Collects the facts that are there.
class Facts {
 public:
  void add(const std::string& key, const std::optional<std::string>& text) {
    if (text) facts_.push_back({key, *text});
  }
  void add(const std::string& key, const std::optional<Bytes>& bytes) {
    if (bytes) facts_.push_back({key, kib(*bytes)});
  }
  void add(const std::string& key, const std::optional<bool>& yes) {
    if (yes) facts_.push_back({key, *yes ? "yes" : "no"});
  }
  template <class Named>
  void addNamed(const std::string& key, const std::optional<Named>& value) {
    if (value) facts_.push_back({key, std::string(name(*value))});
  }
  template <class Number>
  void addNumber(const std::string& key, const std::optional<Number>& value) {
    if (value) facts_.push_back({key, fmt::format("{}", *value)});
  }

  std::vector<DeviceFact> take() { return std::move(facts_); }

 private:
  std::vector<DeviceFact> facts_;
};

/// "DTCM fast, SRAM1 slow": what `text` says of each region of which it says something.
template <class Text>
std::optional<std::string> ofRegions(const Device& device, const Text& text) {
  std::string all;
  for (const SramRegion& region : device.sram) {
    const std::string part = text(region);
    if (!part.empty()) all += (all.empty() ? "" : ", ") + region.name + " " + part;
  }
  return all.empty() ? std::nullopt : std::optional(all);
}

void addSram(Facts& facts, const Device& device) {
  facts.add("sram.regions",
            ofRegions(device, [](const SramRegion& region) { return kib(region.bytes); }));
  facts.add("sram.addresses", ofRegions(device, addressText));
  facts.add("sram.speeds", ofRegions(device, speedText));
  facts.add("sram.largest_contiguous", device.statedContiguous);
  facts.add("sram.total", device.statedTotal);
}

void addFlash(Facts& facts, const Flash& flash) {
  facts.add("flash.bytes", flash.bytes);
  facts.add("flash.external", flash.external);
  facts.addNumber("flash.wait_states", flash.waitStates);
  facts.add("flash.accelerator", flash.accelerator);
  facts.addNumber("flash.cycles_per_byte", flash.cyclesPerByte);
}

}  // namespace

std::vector<DeviceFact> statedFacts(const Device& device) {
  Facts facts;
  facts.add("mcu", device.mcu);
  facts.add("core", device.core);
  facts.add("other_cores", device.otherCores);
  if (device.clock) facts.add("clock", frequency(*device.clock));
  facts.addNamed("features.fpu", device.fpu);
  facts.add("features.dsp", device.dsp);
  facts.addNamed("features.mve", device.mve);
  addSram(facts, device);
  addFlash(facts, device.flash);
  facts.add("cache.instruction", device.caches.instruction);
  facts.add("cache.data", device.caches.data);
  facts.add("cache.flash", device.caches.flash);
  if (device.power) {
    const Power& power = *device.power;
    facts.add("power",
              std::optional(fmt::format("{} mA at {} V{}", power.runMilliamperes, power.volts,
                                        power.mode.empty() ? "" : ": " + power.mode)));
  }
  return facts.take();
}

std::string addressText(const SramRegion& region) {
  return region.address ? fmt::format("0x{:08X}", *region.address) : "";
}

std::string speedText(const SramRegion& region) {
  if (region.waitStates && *region.waitStates > 0) {
    return fmt::format("{} wait state{}", *region.waitStates, *region.waitStates == 1 ? "" : "s");
  }
  return region.speed ? std::string(name(*region.speed)) : "";
}

const std::vector<std::string>& factKeys() {
  static const std::vector<std::string> keys{"mcu",
                                             "core",
                                             "other_cores",
                                             "clock",
                                             "features",
                                             "features.fpu",
                                             "features.dsp",
                                             "features.mve",
                                             "sram",
                                             "sram.regions",
                                             "sram.addresses",
                                             "sram.speeds",
                                             "sram.total",
                                             "sram.largest_contiguous",
                                             "flash",
                                             "flash.bytes",
                                             "flash.external",
                                             "flash.wait_states",
                                             "flash.accelerator",
                                             "flash.cycles_per_byte",
                                             "cache",
                                             "cache.instruction",
                                             "cache.data",
                                             "cache.flash",
                                             "power"};
  return keys;
}

}  // namespace tessera
