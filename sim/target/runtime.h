#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cost/latency_model.h"
#include "sim/cost/two_way.h"
#include "sim/memory/planner.h"
#include "sim/schedule/schedule.h"
#include "sim/target/scratch.h"

namespace tessera {

struct Device;

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
  friend bool operator==(const CountingRules&, const CountingRules&) = default;
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

struct ByteRange {
  Bytes least;
  Bytes most;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// How memory is counted and planned, and what the kernels cost. Everything of it can be said in a
/// runtime file (docs/runtimes.md); where none does, it counts plain liveness.
struct Runtime {
  std::string name;
  /// The built-in runtime whose memory rules it takes over, itself where that has none; empty of a
  /// file of the user's that says all of its own.
  std::string base;
  std::string description;  ///< one sentence; may be empty
  std::string release;      ///< of the engine, for which the rules hold; may be empty
  /// Where the memory is a bound and not what the engine needs: what kind of bound, in words.
  std::string bound;
  CountingRules rules;
  Runs runs = Runs::nothing;
  PlannerKind planner = PlannerKind::exact;
  Interpreter interpreter = Interpreter::none;
  /// Known for its latency alone or superseded: `fit` tries it only where somebody names it.
  bool onlyIfNamed = false;
  /// Beginnings of the names of the chips and cores that its engine runs on; empty: any.
  std::vector<std::string> chips;
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
  /// What the runtime itself takes of SRAM beside the arena and what its interpreter keeps there,
  /// and of flash beside the model; nothing where it is not known.
  std::optional<Bytes> sramOverhead;
  std::optional<Bytes> codeBytes;
  /// Where that is not known: what firmware with the runtime was measured to take.
  std::optional<ByteRange> codeMeasured;
  /// Where its rules come from: by the rule's key in a runtime file.
  std::map<std::string, std::string> sources;
  friend bool operator==(const Runtime&, const Runtime&) = default;
};

/// Whether the engine is made for the device: its chip or core is among `Runtime::chips`, or
/// neither is known.
bool isMadeFor(const Runtime& runtime, const Device& device);

std::string_view name(Runs runs);                // "nothing", "layers", "patches"
std::string_view name(Interpreter interpreter);  // "none", "tflm"

/// The runtime of that name, with its latency where it was calibrated. Throws Error(usage) with the
/// closest name where there is none.
Runtime runtimeNamed(const std::string& name);

/// What the measurements behind all built-in runtimes tell of boards together.
const BoardSpeeds& builtInBoardSpeeds();

/// The runtime that is meant where nobody names one: TFLite Micro of a file that an interpreter
/// runs as it stands, else plain liveness.
std::string usualRuntime(bool interpreted);

/// The built-in runtimes, each a file of sim/target/runtimes: those first that have no base.
std::vector<std::string> runtimeNames();

/// The built-in runtimes that others may have as their base: those that have none.
std::vector<std::string> baseRuntimeNames();
/// The one of that name; nothing where there is none.
std::optional<Runtime> baseRuntime(const std::string& name);

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
