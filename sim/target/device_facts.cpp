#include <fmt/core.h>

#include <algorithm>

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

void addSram(Facts& facts, const Device& device) {
  if (!device.sram.empty()) {
    facts.add("sram.regions", fmt::format("{}", device.sram.size()));
  }
  const auto any = [&](const auto& has) {
    return std::any_of(device.sram.begin(), device.sram.end(), has);
  };
  if (any([](const SramRegion& region) { return region.address.has_value(); })) {
    facts.add("sram.addresses", std::string("below"));
  }
  if (any([](const SramRegion& of) { return of.speed.has_value() || of.waitStates.has_value(); })) {
    facts.add("sram.speeds", std::string("below"));
  }
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
  return facts.take();
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
                                             "cache.flash"};
  return keys;
}

}  // namespace tessera
