#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cost/latency_model.h"
#include "sim/memory/planner.h"
#include "sim/schedule/schedule.h"
#include "sim/target/scratch.h"

namespace tessera {

/// Whether a depthwise convolution that is its input's last reader writes over it. Graph inputs,
/// which belong to the application, are not written over.
enum class DepthwiseInPlace : std::uint8_t {
  no,
  yes,  ///< the larger of the two counts, once (MCUNetV2, section 3)
  /// The same, and the output stays in a buffer of the input's size; behind a stride of 2 in both
  /// directions in a quarter of it (TinyEngine's allocator).
  shared,
};

/// The named switches that decide what a runtime counts as SRAM. Every report prints them.
struct CountingRules {
  DepthwiseInPlace depthwiseInPlace = DepthwiseInPlace::no;
  /// An activation, or an elementwise operator of at most two operands, that is its first operand's
  /// last reader writes over it where both have the same size. Graph inputs are not written over.
  bool elementwiseInPlace = false;
  /// The only result of every operator lies over the largest operand that dies with it, graph
  /// inputs included: no kernel is asked whether it can. A bound for engines that overlap where
  /// they can.
  bool allOverlap = false;
  /// A residual is held until the add that reads it. Switched off it is let go after the last
  /// depthwise convolution before that add, as MCUNetV2's Fig. 1 counts.
  bool residualUntilAdd = true;
  /// The graph input of a per-patch stage is streamed in patch by patch, unless the schedule says
  /// otherwise; switched off it is whole in SRAM for the whole stage.
  bool stageInputStreamed = false;
  /// Whose kernels' workspace counts.
  Kernels scratch = Kernels::none;
};

/// What interprets a model and keeps structures of its own in the arena, behind what is planned.
enum class Interpreter : std::uint8_t {
  none,  ///< nothing is known of it, or the code is generated
  tflm,  ///< TensorFlow Lite Micro: see tflm_persistent.h
};

/// What of the schedule space the engine behind a runtime runs on a board.
enum class Runs : std::uint8_t {
  nothing,  ///< it is a way of counting, no engine: what it says is a bound
  layers,   ///< whole operators
  patches,  ///< and a first stage in patches
};

/// How memory is counted and planned, and what the kernels cost.
struct Runtime {
  std::string name;
  std::string base;         ///< the memory runtime that it is made from
  std::string description;  ///< one sentence; may be empty
  /// Where the memory is a bound and not what the engine needs: what kind of bound, in words.
  std::string bound;
  CountingRules rules;
  Runs runs = Runs::nothing;
  PlannerKind planner = PlannerKind::exact;
  Interpreter interpreter = Interpreter::none;
  /// Before planning, sizes are rounded up to a multiple of this many bytes.
  std::int64_t roundTo = 1;
  /// How patches are run where neither the user nor the schedule says it.
  TilePolicy tiles = TilePolicy::clipped;
  TileBuffers tileBuffers = TileBuffers::perPatch;
  /// Nothing where no measurements of the engine are known.
  std::optional<LatencyModel> latency;
  /// Rewrites of the importer, by name, that this runtime makes even where the file's format leaves
  /// them out ("all": every one), and those that it does not make.
  std::vector<std::string> rewritesMade;
  std::vector<std::string> rewritesNotMade;
  /// What the runtime itself takes of SRAM beside the arena, and of flash beside the weights.
  std::optional<Bytes> sramOverhead;
  std::optional<Bytes> codeBytes;
};

/// Plain liveness: file order, nothing in place, graph inputs and outputs inside. Bosch HALE's
/// published MLPerf Tiny buffers equal it to the byte.
Runtime livenessRuntime();

/// The counting of MCUNetV2's Fig. 1 and Table 1 (Lin et al., NeurIPS 2021), quirks included: a
/// depthwise convolution in place, the residual held during the depthwise operator and not at the
/// projection or the add, a layer-wise run with the image and a per-patch stage with its patch.
Runtime paperRuntime();

/// TensorFlow Lite Micro: plain liveness, every tensor and scratch buffer rounded up to 16 bytes
/// and placed by its greedy planner; a pad, a reshape, the dequantisation of a constant and every
/// activation but the relus stay operators with an output of their own; behind them in the arena
/// its persistent structures. (tensorflow/lite/micro/memory_planner/greedy_memory_planner.cc,
/// micro_allocator.cc)
Runtime tflmRuntime();

/// TinyEngine (mit-han-lab/tinyengine, code_generator/GeneralMemoryScheduler.py): depthwise
/// convolutions in place, tensors rounded up to 4 bytes and placed by first fit, behind them the
/// largest im2col and the largest kernel buffer of the run; patches all of full size, the camera's
/// image outside; only relus are fused.
Runtime tinyengineRuntime();

/// The runtimes that are memory rules alone: "liveness", "paper", "tflm", "tinyengine".
std::vector<std::string> memoryRuntimeNames();
/// One of them; the name must be among them.
Runtime memoryRuntime(const std::string& name);

/// The runtime of that name, with its latency where it was calibrated. Throws Error(usage) with the
/// closest name where there is none.
Runtime runtimeNamed(const std::string& name);

/// The runtime that is meant where nobody names one: TFLite Micro of a file that an interpreter
/// runs as it stands, else plain liveness.
std::string usualRuntime(bool interpreted);

/// The memory runtimes and those of sim/target/runtimes.
std::vector<std::string> runtimeNames();

/// Sets one switch, written KEY=VALUE as in a report's counting block ("residual_until=add").
/// Throws Error(usage) where there is no such switch or value.
void setSwitch(Runtime& runtime, const std::string& keyValue);

/// One line of a report's "counted" block.
struct CountingLine {
  std::string key;    ///< stable: a JSON key
  std::string value;  ///< stable: a JSON value
  std::string text;   ///< for people
};

/// The switches alone, in a fixed order.
std::vector<CountingLine> switchLines(const Runtime& runtime);

/// Everything that the runtime counts and does not count, switches included.
std::vector<CountingLine> countingLines(const Runtime& runtime);

}  // namespace tessera
