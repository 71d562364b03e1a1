#include "sim/target/device.h"

#include <algorithm>
#include <array>

namespace tessera {

std::string_view name(Fpu fpu) {
  constexpr std::array<std::string_view, 4> names{"none", "single", "single+half", "double"};
  return names[static_cast<std::size_t>(fpu)];
}

std::string_view name(Mve mve) {
  constexpr std::array<std::string_view, 3> names{"none", "integer", "integer+float"};
  return names[static_cast<std::size_t>(mve)];
}

std::string_view name(SramSpeed speed) {
  constexpr std::array<std::string_view, 3> names{"fast", "slow", "external"};
  return names[static_cast<std::size_t>(speed)];
}

std::string_view name(Confidence confidence) {
  constexpr std::array<std::string_view, 3> names{"low", "medium", "high"};
  return names[static_cast<std::size_t>(confidence)];
}

std::vector<SramRun> contiguousRuns(const Device& device) {
  if (device.statedContiguous) return {{"SRAM", *device.statedContiguous}};
  std::vector<SramRun> runs;
  std::vector<SramRegion> placed;
  for (const SramRegion& region : device.sram) {
    if (isExternal(region)) continue;
    if (region.address) placed.push_back(region);
    if (!region.address) runs.push_back({region.name, region.bytes});
  }
  std::sort(placed.begin(), placed.end(),
            [](const auto& a, const auto& b) { return *a.address < *b.address; });
  std::int64_t end = -1;
  for (const SramRegion& region : placed) {
    if (*region.address == end) {
      runs.back().name += "+" + region.name;
      runs.back().bytes += region.bytes;
    } else {
      runs.push_back({region.name, region.bytes});
    }
    end = *region.address + region.bytes.count();
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const SramRun& a, const SramRun& b) { return a.bytes > b.bytes; });
  return runs;
}

std::optional<SramRun> largestExternal(const Device& device) {
  std::optional<SramRun> largest;
  for (const SramRegion& region : device.sram) {
    if (!isExternal(region) || (largest && largest->bytes >= region.bytes)) continue;
    largest = SramRun{region.name, region.bytes};
  }
  return largest;
}

Bytes largestContiguous(const Device& device) {
  const std::vector<SramRun> runs = contiguousRuns(device);
  return runs.empty() ? Bytes(0) : runs.front().bytes;
}

Bytes totalSram(const Device& device) {
  if (device.statedTotal) return *device.statedTotal;
  Bytes total;
  for (const SramRegion& region : device.sram) {
    if (!isExternal(region)) total += region.bytes;
  }
  return total.count() == 0 ? largestContiguous(device) : total;
}

std::optional<std::size_t> sourceOf(const Device& device, std::string_view fact) {
  const auto naming = [&](std::string_view key) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < device.sources.size(); ++i) {
      const std::vector<std::string>& facts = device.sources[i].facts;
      const bool all = key.empty() && facts.empty();
      if (all || std::find(facts.begin(), facts.end(), key) != facts.end()) return i;
    }
    return std::nullopt;
  };
  if (const auto exact = naming(fact)) return exact;
  const std::size_t dot = fact.find('.');
  if (dot != std::string_view::npos) {
    if (const auto table = naming(fact.substr(0, dot))) return table;
  }
  return naming({});
}

std::string fullName(const Device& device) {
  std::string text = device.name;
  for (const std::string& alias : device.aliases) text += " / " + alias;
  return text;
}

std::string chipText(const Device& device) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (device.mcu) add(*device.mcu);
  if (device.core) add(*device.core);
  if (device.clock) add(frequency(*device.clock));
  return text;
}

}  // namespace tessera
