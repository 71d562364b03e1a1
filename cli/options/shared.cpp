#include "cli/options/shared.h"

#include "cli/options/values.h"

namespace tessera::cli {

void addDtypeOption(CommandOptions& options, ModelArguments& model) {
  options.choice<std::optional<Deployment>>("--dtype", model.deployment,
                                            {{"as-stored", Deployment::asStored},
                                             {"int8", Deployment::int8},
                                             {"int16", Deployment::int16},
                                             {"float32", Deployment::float32}},
                                            "How real tensors are stored on the device (default: "
                                            "TFLite as-stored, ONNX int8; a quantised "
                                            "model keeps its own)");
}

void addModelOptions(CommandOptions& options, ModelArguments& model, CommandOptions::Need need) {
  options.positional("MODEL", model.path, "The network, an ONNX or TFLite file; -: stdin", need);
  options.parsedEach(
      "--input-shape",
      [&model](const std::string& text) { model.inputShapes.insert(parseInputShape(text)); },
      "NAME=1x3x224x224", "Shape of a graph input, for symbolic dimensions (repeatable)");
  addDtypeOption(options, model);
  options.texts("--rewrite", model.enabledRewrites, "REWRITE",
                "Make a rewrite that the file's format leaves out, or all (repeatable)");
  options.texts("--no-rewrite", model.disabledRewrites, "REWRITE",
                "Switch a rewrite off, or all; `tessera inspect` lists them (repeatable)");
}

void addScheduleOption(CommandOptions& options, std::string& schedule) {
  options.text("--schedule", schedule, "layer|patch:GRID@SPLIT|FILE.json",
               "What to run, in what pieces (default layer)");
}

void addFormatOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output) {
  options.word("--format", output.format, formats, "Form of the report (default text)");
  options.parsedEach(
      "--export",
      [&output, formats](const std::string& text) {
        output.exports.push_back(parseExport(text, formats));
      },
      "FORMAT=FILE", "Also write the report in that form to FILE; - is stdout (repeatable)");
}

void addColorOption(CommandOptions& options, OutputArguments& output) {
  options.choice<ColorWish>(
      "--color", output.color,
      {{"auto", ColorWish::automatic}, {"always", ColorWish::always}, {"never", ColorWish::never}},
      "Colours (default auto; NO_COLOR is respected)");
}

void addOutputOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output) {
  addFormatOptions(options, formats, output);
  options.text("-o,--output", output.path, "FILE", "Write the report to FILE instead of stdout");
  addColorOption(options, output);
}

void addCountingOptions(CommandOptions& options, CountingArguments& counting) {
  options.text(
      "--runtime", counting.runtime, "RUNTIME|FILE.toml",
      "How memory is counted and planned (default: tflm of a TFLite model, liveness of an ONNX "
      "one): plain liveness, MCUNetV2's Fig. 1 (paper), TFLite Micro (tflm), TinyEngine, or one "
      "with a latency");
  options.texts("--count", counting.switches, "KEY=VALUE",
                "Set one counting rule of the runtime; reports list them (repeatable)");
  options.choice<std::optional<TilePolicy>>(
      "--tiles", counting.tiles, {{"clipped", TilePolicy::clipped}, {"full", TilePolicy::full}},
      "Patches at the border: only what exists, or as large as all others (default: the "
      "runtime's)");
  options.choice<std::optional<StageInput>>(
      "--stage-input", counting.stageInput,
      {{"resident", StageInput::resident}, {"streamed", StageInput::streamed}},
      "The image during a per-patch stage: whole in SRAM, or streamed (default: the runtime's)");
  options.choice<std::optional<TileBuffers>>(
      "--tile-buffers", counting.tileBuffers,
      {{"per-patch", TileBuffers::perPatch}, {"largest", TileBuffers::largest}},
      "Buffers as large as each patch needs, or as the largest one needs (default: the runtime's)");
}

void addPlannerOptions(CommandOptions& options, std::optional<PlannerKind>& planner,
                       std::chrono::milliseconds& timeLimit) {
  options.parsed(
      "--planner", [&](const std::string& text) { planner = plannerNamed(text); },
      "exact|tflm|tinyengine", "Who chooses the offsets (default: as the runtime does)");
  options.parsed(
      "--time-limit", [&](const std::string& text) { timeLimit = parseSeconds(text); }, "SECONDS",
      "When exact gives up proving its plan least (default 10; 0: never)");
}

void addTargetOption(CommandOptions& options, TargetArguments& target) {
  options.text("--target", target.board, "BOARD|FILE.toml",
               "Does it fit, and how long does it take? `tessera targets` lists the boards");
  options.parsed(
      "--clock", [&](const std::string& text) { target.clock = parseClock(text); }, "400MHz",
      "The core's clock, instead of the board's");
}

void addOrderOptions(CommandOptions& options, OrderArguments& order) {
  options.choice<OrderKind>("--order", order.kind,
                            {{"file", OrderKind::file}, {"best", OrderKind::best}},
                            "Order of the operators: the file's (default), or that of least peak "
                            "layer by layer, proven where possible");
  options.parsed(
      "--order-time-limit", [&](const std::string& text) { order.timeLimit = parseSeconds(text); },
      "SECONDS", "When --order best gives up proving (default 10; 0: never)");
}

}  // namespace tessera::cli
