#include "sim/cost/kernel_counts.h"

#include <cctype>
#include <cmath>
#include <string>

namespace tessera {
namespace {

/// Cycles for each unit of work. "Mac" entries go to the inner loop's term, the others to the rest.
struct Pointwise {
  double mac, macRemainder, macPadded;
  double output, weight, column, tailColumn, call;
};
struct Columns {  // a k x k convolution through im2col
  double mac, macPadded;
  double output, im2col, patch, position, call;
};
struct ThreeByThree {  // the depthwise kernel of its own
  double tapInFours, tapRemainder;
  double outputInFours, position, call;
};
struct Depthwise {
  double mac, tapInside;  // of nominal MACs, of those on the tensor itself
  double output, patch, position, call;
};
struct Connected {
  double mac, macPadded;
  double output, call;
};
struct Pooling {
  double element, output, tap, position, call;
  bool padsChannels = false;  // to sixteen, as MVE kernels run
};
struct Each {
  double element, call;
};

struct KernelCounts {
  Pointwise pointwise;
  Columns columns;
  std::optional<ThreeByThree> threeByThree;
  Depthwise depthwise;
  Connected connected;
  Pooling average;
  Pooling maximum;
  Each add;
  Each multiply;
  Each softmax;
};

constexpr KernelCounts m0plus{{7.7389, 0, 0, 135.395, 6.2368, 43.0435, 0, 682.45},
                              {8.4045, 0, 136.691, 18.4131, 56.5177, 282.795, 9682.33},
                              ThreeByThree{42.4148, 43.209, 148.314, 119.623, 558.795},
                              {0, 48.8315, 392.539, 0, 86.3142, 0},
                              {8.2677, 0, 108.064, 1128.46},
                              {25.197, 188.379, 9.9514, 0, 0},
                              {59.9956, 0, 64.5975, 0, 4047.4},
                              {329.994, 128.89},
                              {119.087, 88.486},
                              {2644.47, 433.111}};

constexpr KernelCounts m3{{4.4809, 0, 0, 45.7748, 6.9196, 10.7797, 0, 800.19},
                          {4.4974, 0, 49.0555, 9.3639, 54.517, 183.051, 9276.63},
                          ThreeByThree{6.5297, 24.5182, 52.2853, 84.7568, 392.444},
                          {0, 20.9929, 219.911, 0, 57.5412, 0},
                          {6.2789, 0, 26.8328, 968.615},
                          {15.7111, 84.5676, 1.2301, 0, 0},
                          {7.1504, 4.9228, 49.4195, 0, 521.36},
                          {111, 89},
                          {38, 51},
                          {686.206, 218.173}};

constexpr KernelCounts m4{{1.6896, 2.3271 - 1.6896, 0, 46.6906, 5.2643, 44.502, 0, 794.595},
                          {1.9213, 0, 55.2965, 4.3213, 55.9688, 250.954, 2456.71},
                          ThreeByThree{4.6122, 25.8134, 51.3283, 118.481, 583.338},
                          {8.3618, 0, 57.7171, 59.687, 121.695, 0},
                          {2.3835, 0, 58.2333, 261.768},
                          {8.7039, 20.8425, 35.8279, 0, 324.95},
                          {7.1793, 5.2065, 49.3854, 0, 507.313},
                          {93.4063, 154.706},
                          {39.626, 92.2795},
                          {582.255, 220.198}};

constexpr KernelCounts m7{{1.2495, 1.8806 - 1.2495, 0, 33.8096, 3.8048, 27.9701, 0, 474.891},
                          {1.4248, 0, 40.7644, 2.4249, 36.1412, 130.424, 337.012},
                          ThreeByThree{3.5069, 18.135, 37.9359, 77.8051, 452.705},
                          {5.8296, 0, 39.3335, 33.2827, 78.9098, 0},
                          {1.849, 0, 36.9468, 142.411},
                          {4.8401, 21.1516, 20.2646, 0, 137.847},
                          {6.0341, 5.6717, 27.4039, 0, 330.975},
                          {66.0184, 77.8388},
                          {32.9986, 43.7658},
                          {409.81, 162.488}};

constexpr KernelCounts m33{{1.6737, 2.2964 - 1.6737, 0, 46.7161, 5.2841, 43.6408, 0, 822.8},
                           {1.9836, 0, 56.049, 4.4305, 54.0576, 243.546, 2433.4},
                           ThreeByThree{3.7718, 26.5172, 55.6091, 127.648, 715.782},
                           {8.1653, 0, 57.4111, 56.7566, 127.498, 0},
                           {2.3859, 0, 58.3325, 271.474},
                           {8.7005, 20.8648, 36.0459, 0, 330.434},
                           {7.1573, 4.8874, 49.0065, 0, 514.463},
                           {95.8993, 146.294},
                           {39.6274, 94.5231},
                           {584.231, 223.283}};

constexpr KernelCounts m55{{0, 0, 0.1698, 19.8366, 0.1124, 0, 19.3355, 321.517},
                           {0, 0.1742, 19.7665, 0, 22.0235, 145.513, 364.724},
                           std::nullopt,
                           {1.4803, 0, 10.9866, 17.3861, 113.87, 26.0164},
                           {0, 0.6244, 12.4572, 345.208},
                           {1.6043, 20.9769, 1.5534, 32.7468, 67.895, true},
                           {1.248, 0.4639, 17.4867, 38.7702, 138.977, true},
                           {18.7492, 97.9735},
                           {9.0017, 58.906},
                           {592.97, 270.151}};

constexpr KernelCounts m85{{0, 0, 0.1703, 17.8161, 0.1088, 0, 26.4693, 265.659},
                           {0, 0.1744, 17.8067, 0, 23.337, 106.834, 403.51},
                           std::nullopt,
                           {1.8483, 0, 10.2955, 17.3862, 83.9404, 17.9384},
                           {0, 0.2427, 14.0957, 253.309},
                           {1.6884, 18.432, 0.98, 52.001, 105.255, true},
                           {0.3709, 0.3492, 15.5394, 43.0281, 110.911, true},
                           {13.2494, 95.5975},
                           {6.0011, 44.9447},
                           {99.4765, 783.508}};

const KernelCounts& countsOf(CoreBuild core) {
  constexpr std::array<const KernelCounts*, 7> all{&m0plus, &m3, &m4, &m7, &m33, &m55, &m85};
  return *all[static_cast<std::size_t>(core)];
}

struct MacAndRest {
  double mac = 0;
  double rest = 0;
};

MacAndRest pointwise(const KernelWork& work, const Pointwise& unit) {
  const double positionsACall = work.positions / work.calls;
  const double tail =
      positionsACall - 4 * static_cast<double>(static_cast<std::int64_t>(positionsACall / 4));
  const double columns = work.calls * work.outChannels;
  return {unit.mac * work.macs + unit.macRemainder * work.macsRemainder +
              unit.macPadded * work.macsPadded,
          unit.output * work.outputs + unit.weight * columns * work.inChannels +
              unit.column * columns + unit.tailColumn * columns * tail + unit.call * work.calls};
}

MacAndRest columns(const KernelWork& work, const Columns& unit) {
  return {unit.mac * work.macs + unit.macPadded * work.macsPadded,
          unit.output * work.outputs + unit.im2col * work.im2col +
              unit.patch * work.positions * work.kernelArea + unit.position * work.positions +
              unit.call};
}

MacAndRest depthwise(const KernelWork& work, const KernelCounts& counts) {
  const double channelsInFours = work.positions > 0 ? work.outputsInFours / work.positions : 0;
  if (counts.threeByThree && work.threeByThree) {
    const ThreeByThree& unit = *counts.threeByThree;
    return {unit.tapInFours * work.tapsInside * channelsInFours +
                unit.tapRemainder * work.tapsInside * (work.outChannels - channelsInFours),
            unit.outputInFours * work.outputsInFours + unit.position * work.positions + unit.call};
  }
  const Depthwise& unit = counts.depthwise;
  return {unit.mac * work.macs + unit.tapInside * work.tapsInside * work.outChannels,
          unit.output * work.outputs + unit.patch * work.positions * work.kernelArea +
              unit.position * work.positions + unit.call};
}

MacAndRest connected(const KernelWork& work, const Connected& unit) {
  return {unit.mac * work.macs + unit.macPadded * work.macsPadded,
          unit.output * work.outputs + unit.call};
}

double pooled(const KernelWork& work, const Pooling& unit) {
  const double taps = work.outChannels > 0 ? work.windowElements / work.outChannels : 0;
  const double padding = unit.padsChannels && work.outChannels > 0
                             ? 16 * std::ceil(work.outChannels / 16) / work.outChannels
                             : 1;
  return padding * (unit.element * work.windowElements + unit.output * work.outputs) +
         unit.tap * taps + unit.position * work.positions + unit.call;
}

double each(const KernelWork& work, const Each& unit) {
  return unit.element * work.outputs + unit.call;
}

constexpr std::array<std::string_view, latencyTerms> termNames{"pointwise-mac",
                                                               "pointwise-rest",
                                                               "convolution-mac",
                                                               "convolution-rest",
                                                               "stem-mac",
                                                               "stem-rest",
                                                               "depthwise-mac",
                                                               "depthwise-rest",
                                                               "fully-connected-mac",
                                                               "fully-connected-rest",
                                                               "elementwise",
                                                               "pool",
                                                               "softmax",
                                                               "copy"};

}  // namespace

std::string_view name(CoreBuild core) {
  constexpr std::array<std::string_view, 7> names{"cortex-m0+", "cortex-m3",  "cortex-m4",
                                                  "cortex-m7",  "cortex-m33", "cortex-m55",
                                                  "cortex-m85"};
  return names[static_cast<std::size_t>(core)];
}

std::string_view name(LatencyTerm term) { return termNames[static_cast<std::size_t>(term)]; }

std::optional<CoreBuild> coreBuildOf(std::string_view core) {
  std::string lower(core);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::size_t at = lower.find("cortex-m");
  if (at == std::string::npos) return std::nullopt;
  std::string digits;
  for (std::size_t i = at + 8;
       i < lower.size() && std::isdigit(static_cast<unsigned char>(lower[i])) != 0; ++i) {
    digits += lower[i];
  }
  constexpr std::array<std::pair<std::string_view, CoreBuild>, 7> known{{{"0", CoreBuild::m0plus},
                                                                         {"3", CoreBuild::m3},
                                                                         {"4", CoreBuild::m4},
                                                                         {"7", CoreBuild::m7},
                                                                         {"33", CoreBuild::m33},
                                                                         {"55", CoreBuild::m55},
                                                                         {"85", CoreBuild::m85}}};
  for (const auto& [number, build] : known) {
    if (digits == number) return build;
  }
  return std::nullopt;
}

TermCycles countedCycles(const KernelWork& work, CoreBuild core) {
  const KernelCounts& counts = countsOf(core);
  TermCycles cycles{};
  const auto set = [&](LatencyTerm term, double value) {
    cycles[static_cast<std::size_t>(term)] = value;
  };
  const auto split = [&](LatencyTerm mac, LatencyTerm rest, const MacAndRest& value) {
    set(mac, value.mac);
    set(rest, value.rest);
  };
  using enum LatencyTerm;
  switch (work.kind) {
    case KernelKind::pointwise:
      split(pointwiseMac, pointwiseRest, pointwise(work, counts.pointwise));
      break;
    case KernelKind::convolution:
      split(convolutionMac, convolutionRest, columns(work, counts.columns));
      break;
    case KernelKind::stem:
      split(stemMac, stemRest, columns(work, counts.columns));
      break;
    case KernelKind::depthwise:
      split(depthwiseMac, depthwiseRest, depthwise(work, counts));
      break;
    case KernelKind::fullyConnected:
      split(fullyConnectedMac, fullyConnectedRest, connected(work, counts.connected));
      break;
    case KernelKind::add:
      set(elementwise, each(work, counts.add));
      break;
    case KernelKind::multiply:
      set(elementwise, each(work, counts.multiply));
      break;
    case KernelKind::averagePool:
      set(pool, pooled(work, counts.average));
      break;
    case KernelKind::maxPool:
      set(pool, pooled(work, counts.maximum));
      break;
    case KernelKind::softmax:
      set(softmax, each(work, counts.softmax));
      break;
    case KernelKind::copy:
      set(copy, each(work, {counts.add.element / 4, counts.add.call}));
      break;
    case KernelKind::nothing:
    case KernelKind::unknown:
      break;
  }
  return cycles;
}

}  // namespace tessera
