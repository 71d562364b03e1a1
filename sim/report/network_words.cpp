#include "sim/report/network_words.h"

#include <fmt/core.h>

#include "core/units.h"

namespace tessera {

std::string schedulesText(nas::Schedules schedules) {
  switch (schedules) {
    case nas::Schedules::layer:
      return "layer by layer";
    case nas::Schedules::mcunetv2:
      return "layer by layer, or a first stage of whole layers in 2x2 to 4x4 patches";
    case nas::Schedules::all:
      break;
  }
  return "layer by layer, a first stage in patches, or the cheapest of the whole schedule space";
}

std::string limitsText(const nas::Limits& limits) {
  std::string text = limits.sram ? kib(*limits.sram) + " SRAM" : "any SRAM";
  if (limits.flash) text += ", " + kib(*limits.flash) + " flash";
  if (limits.latency) {
    text += fmt::format(", {:g} ms",
                        std::chrono::duration<double, std::milli>(*limits.latency).count());
  }
  return text;
}

std::string noNetworkFits(const nas::Limits& limits, const nas::ScheduledCost& smallest) {
  const nas::NetworkCost& least = smallest.cost;
  std::string text = fmt::format(
      "no network that was drawn fits {}; the smallest of the space needs {} SRAM ({}), "
      "{} flash and {} MACs",
      limitsText(limits), kib(least.peak), smallest.schedule, kib(least.flash),
      siCount(least.macs.count()));
  if (least.cycles) text += fmt::format(", {} cycles", siCount(least.cycles->count()));
  return text;
}

}  // namespace tessera
