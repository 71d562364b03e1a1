#include "sim/report/target_report.h"

#include <fmt/core.h>

#include "sim/report/model_text.h"

namespace tessera {
namespace {

/// "272.0 KiB to spare (85.0 %)", of a bound "at most ...", or "1150.0 KiB too large (359.4 %)".
std::string marginText(const Demand& demand, const Fit& fit) {
  const Bytes margin = fit.margin();
  if (fit.fits()) {
    return fmt::format("{}{} to spare ({})", demand.atLeast ? "at most " : "", kib(margin),
                       percent(fit.marginRatio()));
  }
  return fmt::format("{} too large ({})", kib(Bytes(0) - margin), percent(-fit.marginRatio()));
}

/// A bound never says "fits": no engine is known to need no more. What is assumed of the network is
/// a part of the verdict.
std::string verdict(const Demand& demand, const Fit& fit) {
  const char* fits = demand.cannotRun ? "cannot run, would need"
                     : demand.atLeast ? "needs at least"
                                      : "fits";
  const std::string as = demand.assumed.empty() ? "" : " as " + demand.assumed + ", assumed";
  return std::string(fit.fits() ? fits : "does not fit") + as + ": ";
}

/// "320.0 KiB contiguous (640.0 KiB in all)", or "the budget of 64.0 KiB".
std::string roomText(const Device& device, const Fit& fit) {
  if (!isBoard(device)) return "the budget of " + bytesText(fit.available);
  return fmt::format("{} contiguous ({} in all)", kib(fit.available), kib(totalSram(device)));
}

std::string arraysText(const Demand& demand, const DeviceFit& fit) {
  std::string places;
  for (const ArrayPlace& place : fit.arrays) {
    places += fmt::format("{}{} {} in {} ({})", places.empty() ? "" : ", ", place.part,
                          kib(place.bytes), place.in.name, kib(place.in.bytes));
  }
  return verdict(demand, fit.sram) + "in two arrays, not in one: " + places;
}

std::string sramText(const Device& device, const Demand& demand, const DeviceFit& fits) {
  const Fit& fit = fits.sram;
  std::string text = fmt::format("{}{} in {}, {}", verdict(demand, fit), sramNeededText(demand),
                                 roomText(device, fit), marginText(demand, fit));
  const bool peakFits = fit.needed - demand.sram + demand.peak <= fit.available;
  if (demand.planned && !fit.fits() && peakFits) {
    text += fmt::format("; the peak, {}, would fit: try another planner", kib(demand.peak));
  }
  if (fits.external) {
    text += fmt::format("; {}, {} beside the chip and slower, would hold it", fits.external->name,
                        kib(fits.external->bytes));
  }
  return text;
}

/// "; the runtime's code, measured 82.0 KiB to 112.3 KiB, comes on top": what nobody knows exactly.
std::string codeText(const Demand& demand) {
  if (!demand.codeMeasured) return {};
  return fmt::format("; the runtime's code, measured {} to {}, comes on top",
                     kib(demand.codeMeasured->least), kib(demand.codeMeasured->most));
}

std::string flashText(const Demand& demand, const DeviceFit& fits) {
  const std::string needed = flashNeededText(demand);
  const std::optional<Fit>& fit = fits.flash;
  if (!fit) return needed + "; how much the board has is not known" + codeText(demand);
  const std::string says = fits.flashUnsure ? "may not fit: " : verdict(demand, *fit);
  return fmt::format("{}{} in {}, {}{}", says, needed, kib(fit->available),
                     marginText(demand, *fit), codeText(demand));
}

}  // namespace

std::string sramNeededText(const Demand& demand) {
  std::string needed = fmt::format("{} {}", demand.planned ? "arena" : "peak", kib(demand.sram));
  if (demand.runtimeOverhead) needed += " + runtime " + kib(*demand.runtimeOverhead);
  return needed;
}

std::string flashNeededText(const Demand& demand) {
  std::string needed =
      demand.modelFile ? "model file " + kib(*demand.modelFile) : "weights " + kib(demand.weights);
  if (demand.code) needed += " + code " + kib(*demand.code);
  return needed;
}

std::string ofWhichKept(Bytes kept, std::string (*print)(Bytes)) {
  return kept > Bytes(0) ? ", of which the runtime keeps " + print(kept) : "";
}

std::vector<std::string> notIncluded(const Demand& demand, const Runtime& runtime) {
  std::vector<std::string> parts{"stack"};
  if (runtime.rules.scratch == Kernels::none) parts.emplace_back("kernel scratch");
  if (!demand.runtimeOverhead) parts.emplace_back("runtime structures");
  if (!demand.code && !demand.codeMeasured) parts.emplace_back("code");
  return parts;
}

std::string targetTitle(const TargetReport& target) {
  if (!isBoard(target.device)) return {};
  const std::string chip = chipText(target.device);
  return target.device.name + (chip.empty() ? "" : " (" + chip + ")");
}

std::vector<Fact> fitFacts(const Device& device, const Demand& demand, const Runtime& runtime) {
  const DeviceFit fit = fitOf(device, demand);
  const std::vector<std::string> parts = notIncluded(demand, runtime);
  std::string missing;
  for (const std::string& part : parts) {
    missing += (missing.empty() ? "" : ", ") + part;
  }
  return {{"SRAM", fit.arrays.empty() ? sramText(device, demand, fit) : arraysText(demand, fit)},
          {"flash", isBoard(device) ? flashText(demand, fit) : ""},
          {"not included", missing + (parts.size() == 1 ? ": its size is not known"
                                                        : ": their sizes are not known")}};
}

std::string fitCell(const Device& device, const Demand& demand) {
  const Fit fit = fitOf(device, demand).sram;
  if (demand.cannotRun) return "cannot run";
  if (demand.atLeast && fit.fits()) {
    return "at least " + percent(1 - fit.marginRatio());
  }
  return fit.fits() ? fmt::format("yes, {} left", percent(fit.marginRatio()))
                    : fmt::format("no, {} over", percent(-fit.marginRatio()));
}

}  // namespace tessera
