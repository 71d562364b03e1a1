#include <fmt/core.h>

#include "sim/report/model_text.h"
#include "sim/report/table.h"
#include "sim/report/targets.h"

namespace tessera {
namespace {

constexpr std::size_t keyWidth = 24;

/// 327680 -> "320": KiB, with a decimal only where it is no whole number of them.
std::string kibCount(Bytes bytes) {
  const auto count = static_cast<double>(bytes.count());
  return fmt::format("{:.{}f}", count / 1024.0, bytes.count() % 1024 == 0 ? 0 : 1);
}

std::string megahertz(Hertz clock) {
  return fmt::format("{:g}", static_cast<double>(clock.count()) / 1e6);
}

std::string flashText(const Flash& flash) {
  const std::string text = flash.bytes ? kibCount(*flash.bytes) : "?";
  return text + (flash.external.value_or(false) ? "+" : "");
}

Row boardRow(const Device& device) {
  return {{fullName(device), device.mcu.value_or("?"), device.core.value_or("?"),
           device.clock ? megahertz(*device.clock) : "?", kibCount(largestContiguous(device)),
           kibCount(totalSram(device)), flashText(device.flash)}};
}

/// " [2]" behind a fact that the second source speaks of.
std::string reference(const Device& device, const std::string& fact) {
  const auto source = sourceOf(device, fact);
  return source ? fmt::format(" [{}]", *source + 1) : " [source not stated]";
}

/// Whether the table of regions shows that fact.
bool isOfRegions(const std::string& fact) {
  return fact == "sram.regions" || fact == "sram.addresses" || fact == "sram.speeds";
}

std::string regionTable(const Device& device, const TextStyle& style) {
  if (device.sram.empty()) return {};
  std::vector<Row> rows;
  const auto known = [](const std::string& text) { return text.empty() ? "?" : text; };
  for (const SramRegion& region : device.sram) {
    rows.push_back(
        {{region.name, kib(region.bytes), known(addressText(region)), known(speedText(region))}});
  }
  std::string title = "SRAM";
  for (const DeviceFact& fact : statedFacts(device)) {
    if (!isOfRegions(fact.key)) continue;
    title += (title == "SRAM" ? " " : ", ") + fact.key.substr(fact.key.find('.') + 1) +
             reference(device, fact.key);
  }
  return sectionTitle(title, style) + renderTable({{"region", Align::left, true},
                                                   {"size", Align::right},
                                                   {"address", Align::left},
                                                   {"speed", Align::left}},
                                                  rows, style);
}

std::string sourcesText(const Device& device, const TextStyle& style) {
  if (device.sources.empty()) return {};
  std::string text = sectionTitle("Sources, with the confidence in them", style);
  for (std::size_t i = 0; i < device.sources.size(); ++i) {
    const FactSource& source = device.sources[i];
    const std::string confidence = source.confidence ? std::string(name(*source.confidence)) : "-";
    text += keyLine(fmt::format("[{}] {}", i + 1, confidence), source.from, style, 10);
  }
  return text;
}

}  // namespace

std::string targetsText(const std::vector<Device>& devices, const TextStyle& style) {
  std::vector<Row> rows;
  for (const Device& device : devices) rows.push_back(boardRow(device));
  return renderTable({{"target", Align::left, true},
                      {"microcontroller", Align::left, true},
                      {"core", Align::left},
                      {"MHz", Align::right},
                      {"SRAM*", Align::right},
                      {"in all", Align::right},
                      {"flash", Align::right}},
                     rows, style) +
         "  Sizes in KiB. *: the largest contiguous part, which bounds an arena. +: beside the "
         "chip.\n";
}

std::string targetText(const Device& device, const TextStyle& style) {
  std::string text =
      inked(shortened(fullName(device), style.width, style), Ink::bold, style) + "\n";
  for (const DeviceFact& fact : statedFacts(device)) {
    if (isOfRegions(fact.key)) continue;
    text += keyLine(fact.key, fact.text + reference(device, fact.key), style, keyWidth);
  }
  text += keyLine("largest contiguous SRAM", bytesText(largestContiguous(device)), style, keyWidth);
  text += keyLine("SRAM in all", bytesText(totalSram(device)), style, keyWidth);
  if (device.modelCore) {
    text += keyLine("model_core", *device.modelCore + ": whose counted kernels stand for it", style,
                    keyWidth);
  }
  if (device.note) text += keyLine("note", *device.note, style, keyWidth);
  return text + regionTable(device, style) + sourcesText(device, style);
}

}  // namespace tessera
