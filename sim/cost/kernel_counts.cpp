#include "sim/cost/kernel_counts.h"

#include <cctype>
#include <cmath>
#include <string>

#include "core/error.h"

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

/// A factor for each channel goes through a kernel that finds the elements by their indices:
/// published latencies of EfficientNets on Cortex-M7 come to 62 to 72 cycles an element, twice what
/// is counted where both shapes are equal.
constexpr double broadcastMultiply = 2;

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

constexpr KernelCounts m0plus{
    .pointwise = {.mac = 7.7389,
                  .macRemainder = 0,
                  .macPadded = 0,
                  .output = 135.395,
                  .weight = 6.2368,
                  .column = 43.0435,
                  .tailColumn = 0,
                  .call = 682.45},
    .columns = {.mac = 8.4045,
                .macPadded = 0,
                .output = 136.691,
                .im2col = 18.4131,
                .patch = 56.5177,
                .position = 282.795,
                .call = 9682.33},
    .threeByThree = ThreeByThree{.tapInFours = 42.4148,
                                 .tapRemainder = 43.209,
                                 .outputInFours = 148.314,
                                 .position = 119.623,
                                 .call = 558.795},
    .depthwise = {.mac = 0,
                  .tapInside = 48.8315,
                  .output = 392.539,
                  .patch = 0,
                  .position = 86.3142,
                  .call = 0},
    .connected = {.mac = 8.2677, .macPadded = 0, .output = 108.064, .call = 1128.46},
    .average = {.element = 25.197, .output = 188.379, .tap = 9.9514, .position = 0, .call = 0},
    .maximum = {.element = 59.9956, .output = 0, .tap = 64.5975, .position = 0, .call = 4047.4},
    .add = {.element = 329.994, .call = 128.89},
    .multiply = {.element = 119.087, .call = 88.486},
    .softmax = {.element = 2644.47, .call = 433.111},
};

constexpr KernelCounts m3{
    .pointwise = {.mac = 4.4809,
                  .macRemainder = 0,
                  .macPadded = 0,
                  .output = 45.7748,
                  .weight = 6.9196,
                  .column = 10.7797,
                  .tailColumn = 0,
                  .call = 800.19},
    .columns = {.mac = 4.4974,
                .macPadded = 0,
                .output = 49.0555,
                .im2col = 9.3639,
                .patch = 54.517,
                .position = 183.051,
                .call = 9276.63},
    .threeByThree = ThreeByThree{.tapInFours = 6.5297,
                                 .tapRemainder = 24.5182,
                                 .outputInFours = 52.2853,
                                 .position = 84.7568,
                                 .call = 392.444},
    .depthwise = {.mac = 0,
                  .tapInside = 20.9929,
                  .output = 219.911,
                  .patch = 0,
                  .position = 57.5412,
                  .call = 0},
    .connected = {.mac = 6.2789, .macPadded = 0, .output = 26.8328, .call = 968.615},
    .average = {.element = 15.7111, .output = 84.5676, .tap = 1.2301, .position = 0, .call = 0},
    .maximum = {.element = 7.1504, .output = 4.9228, .tap = 49.4195, .position = 0, .call = 521.36},
    .add = {.element = 111, .call = 89},
    .multiply = {.element = 38, .call = 51},
    .softmax = {.element = 686.206, .call = 218.173},
};

constexpr KernelCounts m4{
    .pointwise = {.mac = 1.6896,
                  .macRemainder = 2.3271 - 1.6896,
                  .macPadded = 0,
                  .output = 46.6906,
                  .weight = 5.2643,
                  .column = 44.502,
                  .tailColumn = 0,
                  .call = 794.595},
    .columns = {.mac = 1.9213,
                .macPadded = 0,
                .output = 55.2965,
                .im2col = 4.3213,
                .patch = 55.9688,
                .position = 250.954,
                .call = 2456.71},
    .threeByThree = ThreeByThree{.tapInFours = 4.6122,
                                 .tapRemainder = 25.8134,
                                 .outputInFours = 51.3283,
                                 .position = 118.481,
                                 .call = 583.338},
    .depthwise = {.mac = 8.3618,
                  .tapInside = 0,
                  .output = 57.7171,
                  .patch = 59.687,
                  .position = 121.695,
                  .call = 0},
    .connected = {.mac = 2.3835, .macPadded = 0, .output = 58.2333, .call = 261.768},
    .average =
        {.element = 8.7039, .output = 20.8425, .tap = 35.8279, .position = 0, .call = 324.95},
    .maximum =
        {.element = 7.1793, .output = 5.2065, .tap = 49.3854, .position = 0, .call = 507.313},
    .add = {.element = 93.4063, .call = 154.706},
    .multiply = {.element = 39.626, .call = 92.2795},
    .softmax = {.element = 582.255, .call = 220.198},
};

constexpr KernelCounts m7{
    .pointwise = {.mac = 1.2495,
                  .macRemainder = 1.8806 - 1.2495,
                  .macPadded = 0,
                  .output = 33.8096,
                  .weight = 3.8048,
                  .column = 27.9701,
                  .tailColumn = 0,
                  .call = 474.891},
    .columns = {.mac = 1.4248,
                .macPadded = 0,
                .output = 40.7644,
                .im2col = 2.4249,
                .patch = 36.1412,
                .position = 130.424,
                .call = 337.012},
    .threeByThree = ThreeByThree{.tapInFours = 3.5069,
                                 .tapRemainder = 18.135,
                                 .outputInFours = 37.9359,
                                 .position = 77.8051,
                                 .call = 452.705},
    .depthwise = {.mac = 5.8296,
                  .tapInside = 0,
                  .output = 39.3335,
                  .patch = 33.2827,
                  .position = 78.9098,
                  .call = 0},
    .connected = {.mac = 1.849, .macPadded = 0, .output = 36.9468, .call = 142.411},
    .average =
        {.element = 4.8401, .output = 21.1516, .tap = 20.2646, .position = 0, .call = 137.847},
    .maximum =
        {.element = 6.0341, .output = 5.6717, .tap = 27.4039, .position = 0, .call = 330.975},
    .add = {.element = 66.0184, .call = 77.8388},
    .multiply = {.element = 32.9986, .call = 43.7658},
    .softmax = {.element = 409.81, .call = 162.488},
};

constexpr KernelCounts m33{
    .pointwise = {.mac = 1.6737,
                  .macRemainder = 2.2964 - 1.6737,
                  .macPadded = 0,
                  .output = 46.7161,
                  .weight = 5.2841,
                  .column = 43.6408,
                  .tailColumn = 0,
                  .call = 822.8},
    .columns = {.mac = 1.9836,
                .macPadded = 0,
                .output = 56.049,
                .im2col = 4.4305,
                .patch = 54.0576,
                .position = 243.546,
                .call = 2433.4},
    .threeByThree = ThreeByThree{.tapInFours = 3.7718,
                                 .tapRemainder = 26.5172,
                                 .outputInFours = 55.6091,
                                 .position = 127.648,
                                 .call = 715.782},
    .depthwise = {.mac = 8.1653,
                  .tapInside = 0,
                  .output = 57.4111,
                  .patch = 56.7566,
                  .position = 127.498,
                  .call = 0},
    .connected = {.mac = 2.3859, .macPadded = 0, .output = 58.3325, .call = 271.474},
    .average =
        {.element = 8.7005, .output = 20.8648, .tap = 36.0459, .position = 0, .call = 330.434},
    .maximum =
        {.element = 7.1573, .output = 4.8874, .tap = 49.0065, .position = 0, .call = 514.463},
    .add = {.element = 95.8993, .call = 146.294},
    .multiply = {.element = 39.6274, .call = 94.5231},
    .softmax = {.element = 584.231, .call = 223.283},
};

constexpr KernelCounts m55{
    .pointwise = {.mac = 0,
                  .macRemainder = 0,
                  .macPadded = 0.1698,
                  .output = 19.8366,
                  .weight = 0.1124,
                  .column = 0,
                  .tailColumn = 19.3355,
                  .call = 321.517},
    .columns = {.mac = 0,
                .macPadded = 0.1742,
                .output = 19.7665,
                .im2col = 0,
                .patch = 22.0235,
                .position = 145.513,
                .call = 364.724},
    .threeByThree = std::nullopt,
    .depthwise = {.mac = 1.4803,
                  .tapInside = 0,
                  .output = 10.9866,
                  .patch = 17.3861,
                  .position = 113.87,
                  .call = 26.0164},
    .connected = {.mac = 0, .macPadded = 0.6244, .output = 12.4572, .call = 345.208},
    .average = {.element = 1.6043,
                .output = 20.9769,
                .tap = 1.5534,
                .position = 32.7468,
                .call = 67.895,
                .padsChannels = true},
    .maximum = {.element = 1.248,
                .output = 0.4639,
                .tap = 17.4867,
                .position = 38.7702,
                .call = 138.977,
                .padsChannels = true},
    .add = {.element = 18.7492, .call = 97.9735},
    .multiply = {.element = 9.0017, .call = 58.906},
    .softmax = {.element = 592.97, .call = 270.151},
};

constexpr KernelCounts m85{
    .pointwise = {.mac = 0,
                  .macRemainder = 0,
                  .macPadded = 0.1703,
                  .output = 17.8161,
                  .weight = 0.1088,
                  .column = 0,
                  .tailColumn = 26.4693,
                  .call = 265.659},
    .columns = {.mac = 0,
                .macPadded = 0.1744,
                .output = 17.8067,
                .im2col = 0,
                .patch = 23.337,
                .position = 106.834,
                .call = 403.51},
    .threeByThree = std::nullopt,
    .depthwise = {.mac = 1.8483,
                  .tapInside = 0,
                  .output = 10.2955,
                  .patch = 17.3862,
                  .position = 83.9404,
                  .call = 17.9384},
    .connected = {.mac = 0, .macPadded = 0.2427, .output = 14.0957, .call = 253.309},
    .average = {.element = 1.6884,
                .output = 18.432,
                .tap = 0.98,
                .position = 52.001,
                .call = 105.255,
                .padsChannels = true},
    .maximum = {.element = 0.3709,
                .output = 0.3492,
                .tap = 15.5394,
                .position = 43.0281,
                .call = 110.911,
                .padsChannels = true},
    .add = {.element = 13.2494, .call = 95.5975},
    .multiply = {.element = 6.0011, .call = 44.9447},
    .softmax = {.element = 99.4765, .call = 783.508},
};

const KernelCounts& countsOf(CoreBuild core) {
  switch (core) {
    case CoreBuild::m0plus:
      return m0plus;
    case CoreBuild::m3:
      return m3;
    case CoreBuild::m4:
      return m4;
    case CoreBuild::m7:
      return m7;
    case CoreBuild::m33:
      return m33;
    case CoreBuild::m55:
      return m55;
    case CoreBuild::m85:
      return m85;
  }
  throw Error(ErrorCode::internal, "a core has no counts");
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
      set(elementwise, (work.broadcast ? broadcastMultiply : 1) * each(work, counts.multiply));
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
