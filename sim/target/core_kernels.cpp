#include "sim/target/core_kernels.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tessera {
namespace {

bool names(const std::string& core, std::string_view part) {
  return core.find(part) != std::string::npos;
}

/// Whether the core of that name has DSP instructions, where its device does not say.
bool hasDsp(const std::string& core) {
  constexpr auto plain = std::to_array<std::string_view>({"M0", "M1", "M3", "M23"});
  const std::size_t at = core.find("Cortex-") + std::string_view("Cortex-").size();
  std::size_t end = at + 1;
  while (end < core.size() && core[end] >= '0' && core[end] <= '9') ++end;
  const std::string_view model = std::string_view(core).substr(at, end - at);
  return std::find(plain.begin(), plain.end(), model) == plain.end();
}

}  // namespace

Kernels cmsisKernelsOn(const Device& device) {
  if (!device.core) return Kernels::cmsisNn;
  const std::string& core = *device.core;
  if (!names(core, "Cortex-M")) return Kernels::reference;
  const bool helium = names(core, "M52") || names(core, "M55") || names(core, "M85");
  if (device.mve ? *device.mve != Mve::none : helium) return Kernels::cmsisNnMve;
  return device.dsp.value_or(hasDsp(core)) ? Kernels::cmsisNn : Kernels::cmsisNnC;
}

}  // namespace tessera
