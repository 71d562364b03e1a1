#include <fmt/core.h>

#include <utility>

#include "sim/report/model_text.h"
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
  std::string aliases;
  for (const std::string& alias : device.aliases) aliases += (aliases.empty() ? "" : ";") + alias;
  const Bytes contiguous = largestContiguous(device);
  const Bytes all = totalSram(device);
  return {{fullName(device), device.name, aliases,
           figure(device.mcu.value_or("?"), device.mcu.value_or("")),
           figure(device.core.value_or("?"), device.core.value_or("")),
           figure(device.clock ? megahertz(*device.clock) : "?", countOf(device.clock)),
           figure(kibCount(contiguous), contiguous.count()), figure(kibCount(all), all.count()),
           figure(flashText(device.flash), countOf(device.flash.bytes))}};
}

Table boardTable(const std::vector<Device>& devices) {
  Table table{{{"target", Align::left, true, {}, false, {}, false, false, true},
               programColumn("name"),
               programColumn("aliases"),
               {"microcontroller", Align::left, true, "mcu"},
               {"core", Align::left, false, "core"},
               {"MHz", Align::right, false, "clock_hz"},
               {"SRAM*", Align::right, false, "sram_bytes"},
               {"in all", Align::right, false, "sram_total_bytes"},
               {"flash", Align::right, false, "flash_bytes"}},
              {}};
  table.columns[3].yields = true;
  table.columns[7].yields = true;
  for (const Device& device : devices) table.rows.push_back(boardRow(device));
  return table;
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

Facts factsOf(const Device& device) {
  Facts facts{{}, keyWidth};
  for (const DeviceFact& fact : statedFacts(device)) {
    if (isOfRegions(fact.key)) continue;
    facts.list.push_back({fact.key, fact.text + reference(device, fact.key)});
  }
  facts.list.push_back({"largest contiguous SRAM", bytesText(largestContiguous(device))});
  facts.list.push_back({"SRAM in all", bytesText(totalSram(device))});
  if (device.modelCore) {
    facts.list.push_back(
        {"model_core", *device.modelCore + ": whose counted kernels stand for it"});
  }
  if (device.note) facts.list.push_back({"note", *device.note});
  return facts;
}

Section regionSection(const Device& device) {
  if (device.sram.empty()) return {};
  Table table{{{"region", Align::left, true},
               {"size", Align::right},
               {"address", Align::left},
               {"speed", Align::left}},
              {}};
  const auto known = [](const std::string& text) { return text.empty() ? "?" : text; };
  for (const SramRegion& region : device.sram) {
    table.rows.push_back(
        {{region.name, kib(region.bytes), known(addressText(region)), known(speedText(region))}});
  }
  std::string title = "SRAM";
  for (const DeviceFact& fact : statedFacts(device)) {
    if (!isOfRegions(fact.key)) continue;
    title += (title == "SRAM" ? " " : ", ") + fact.key.substr(fact.key.find('.') + 1) +
             reference(device, fact.key);
  }
  return {title, {std::move(table)}};
}

Section sourceSection(const Device& device) {
  if (device.sources.empty()) return {};
  Facts facts{{}, 10};
  for (std::size_t i = 0; i < device.sources.size(); ++i) {
    const FactSource& source = device.sources[i];
    const std::string confidence = source.confidence ? std::string(name(*source.confidence)) : "-";
    facts.list.push_back({fmt::format("[{}] {}", i + 1, confidence), source.from});
  }
  return {"Sources, with the confidence in them", {std::move(facts)}};
}

Table programFacts(const Device& device) {
  Table table;
  for (const char* key : {"fact", "value", "confidence", "source"}) {
    table.columns.push_back(programColumn(key));
  }
  for (const DeviceFact& fact : statedFacts(device)) {
    const auto at = sourceOf(device, fact.key);
    const FactSource source = at ? device.sources[*at] : FactSource{};
    table.rows.push_back(
        {{fact.key, fact.text, source.confidence ? std::string(name(*source.confidence)) : "",
          source.from}});
  }
  return table;
}

}  // namespace

Document documentOf(const std::vector<Device>& devices, const Reader& reader) {
  Document document;
  if (!reader.isAtTerminal()) document.title = "Boards that are built in";
  document.sections.push_back(
      {"",
       {boardTable(devices),
        Remark{"Sizes in KiB. *: the largest contiguous part, which bounds an arena. +: beside the "
               "chip."}}});
  return document;
}

Document documentOf(const Device& device, const Reader& reader) {
  if (reader.isProgram()) return programDocument(programFacts(device));
  Document document{fullName(device), factsOf(device)};
  document.sections = {regionSection(device), sourceSection(device)};
  return document;
}

}  // namespace tessera
