#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The named switches that decide what a runtime counts as SRAM. Every report prints them.
struct CountingRules {
  /// A depthwise convolution that is its input's last reader writes over it: the larger of the two
  /// counts, once. Graph inputs, which belong to the application, are not written over. (MCUNetV2,
  /// section 3; TinyEngine.)
  bool depthwiseInPlace = false;
  /// A residual is held until the add that reads it. Switched off it is let go after the last
  /// depthwise convolution before that add, as MCUNetV2's Fig. 1 counts.
  bool residualUntilAdd = true;
  /// The graph input of a per-patch stage is streamed in patch by patch, unless the schedule says
  /// otherwise; switched off it is whole in SRAM for the whole stage.
  bool stageInputStreamed = false;
};

/// How memory is counted. Kernel costs and planners join it with the targets.
struct Runtime {
  std::string name;
  CountingRules rules;
};

/// Plain liveness: file order, nothing in place, graph inputs and outputs inside. Bosch HALE's
/// published MLPerf Tiny buffers equal it to the byte.
Runtime livenessRuntime();

/// The counting of MCUNetV2's Fig. 1 and Table 1 (Lin et al., NeurIPS 2021), quirks included: a
/// depthwise convolution in place, the residual held during the depthwise operator and not at the
/// projection or the add, a layer-wise run with the image and a per-patch stage with its patch.
Runtime paperRuntime();

/// The runtime of that name. Throws Error(usage) with the closest name where there is none.
Runtime runtimeNamed(const std::string& name);

/// Sets one switch, written KEY=VALUE as in a report's counting block ("residual_until=add").
/// Throws Error(usage) where there is no such switch or value.
void setSwitch(Runtime& runtime, const std::string& keyValue);

/// One line of a report's "counted" block.
struct CountingLine {
  std::string key;    ///< stable: a JSON key
  std::string value;  ///< stable: a JSON value
  std::string text;   ///< for people
};

/// Everything that the runtime counts and does not count, switches included.
std::vector<CountingLine> countingLines(const Runtime& runtime);

}  // namespace tessera
