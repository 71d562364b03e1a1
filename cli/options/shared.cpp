#include "cli/options/shared.h"

#include "cli/options/values.h"
#include "sim/study/parse_input_shape.h"

namespace tessera::cli {

void addShapeOptions(CommandOptions& options, StudyRequest& request) {
  options.parsedEach(
      "--input-shape",
      [&request](const std::string& text) { request.inputShapes.insert(parseInputShape(text)); },
      "NAME=1x3x224x224", "Shape of a graph input, for symbolic dimensions (repeatable)");
  options.texts("--rewrite", request.rewritesMade, "REWRITE",
                "Make a rewrite that the file's format leaves out, or all (repeatable)");
  options.texts("--no-rewrite", request.rewritesNotMade, "REWRITE",
                "Switch a rewrite off, or all; `tessera inspect` lists them (repeatable)");
}

void addImportOptions(CommandOptions& options, StudyRequest& request) {
  addShapeOptions(options, request);
  options.choice<std::optional<Deployment>>("--dtype", request.deployment,
                                            {{"as-stored", Deployment::asStored},
                                             {"int8", Deployment::int8},
                                             {"int16", Deployment::int16},
                                             {"float32", Deployment::float32}},
                                            "How real tensors are stored on the device (default: "
                                            "as-stored; int8 of an ONNX file that holds no "
                                            "quantised tensor)");
}

void addModelOptions(CommandOptions& options, ModelArguments& model, CommandOptions::Need need) {
  options.positional("MODEL", model.path,
                     "The network, an ONNX or TFLite file or an architecture (.json); -: stdin",
                     need);
  addImportOptions(options, model.request);
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

void addRulesOption(CommandOptions& options, OutputArguments& output) {
  options.flag("--rules", output.rules,
               "Every counting rule in force, in text too (JSON has them always)");
}

void addOutputOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output) {
  addFormatOptions(options, formats, output);
  options.text("-o,--output", output.path, "FILE", "Write the report to FILE instead of stdout");
  addColorOption(options, output);
}

void addCountingOptions(CommandOptions& options, StudyRequest& request) {
  options.text(
      "--runtime", request.runtime, "RUNTIME|FILE.toml",
      "How memory is counted and planned (default: tflm of a TFLite model, liveness of an ONNX "
      "one): plain liveness, MCUNetV2's Fig. 1 (paper), TFLite Micro (tflm), TinyEngine, or one "
      "with a latency");
  addSwitchOptions(options, request);
}

void addSwitchOptions(CommandOptions& options, StudyRequest& request) {
  options.texts("--count", request.switches, "KEY=VALUE",
                "Set one counting rule of the runtime; reports list them (repeatable)");
  options.choice<std::optional<TilePolicy>>(
      "--tiles", request.tiles, {{"clipped", TilePolicy::clipped}, {"full", TilePolicy::full}},
      "Patches at the border: only what exists, or as large as all others (default: the "
      "runtime's)");
  options.choice<std::optional<StageInput>>(
      "--stage-input", request.stageInput,
      {{"resident", StageInput::resident},
       {"streamed", StageInput::streamed},
       {"rows", StageInput::rows}},
      "The image during a per-patch stage: whole in SRAM, streamed (any part on demand) or in rows "
      "(a camera's, once and in order) (default: the runtime's)");
  options.choice<std::optional<TileBuffers>>(
      "--tile-buffers", request.tileBuffers,
      {{"per-patch", TileBuffers::perPatch}, {"largest", TileBuffers::largest}},
      "Buffers as large as each patch needs, or as the largest one needs (default: the runtime's)");
}

namespace {

constexpr std::int64_t mostSteps = std::int64_t{1} << 50;

std::string plannerNames() {
  std::string names;
  for (const PlannerKind planner : allPlanners) {
    names.append(names.empty() ? "" : "|").append(name(planner));
  }
  return names;
}

}  // namespace

void addPlannerOptions(CommandOptions& options, StudyRequest& request) {
  SearchLimits& limits = request.limits;
  options.parsed(
      "--planner", [&](const std::string& text) { request.planner = plannerNamed(text); },
      plannerNames(), "Which planner chooses the offsets (default: as the runtime does)");
  options.integer("--planner-steps", limits.planSteps, 0, mostSteps, "N",
                  "How long exact searches: the same plan on every machine (default 100000, about "
                  "0.2 s; 0: until it is proven least)");
  options.parsed(
      "--time-limit", [&](const std::string& text) { limits.planTime = parseSeconds(text); },
      "SECONDS", "Also stop after SECONDS (0: no limit); the report says so");
}

void addBudgetOption(CommandOptions& options, StudyRequest& request) {
  options.parsed(
      "--sram", [&](const std::string& text) { request.sram = parseBytes(text); }, "256KiB",
      "The arena and what the runtime keeps beside it must fit in this (default: in what --target "
      "has); exit 5 where they do not");
}

void addNetworkLimitOptions(CommandOptions& options, std::optional<Bytes>& flash,
                            std::optional<std::chrono::nanoseconds>& latency,
                            nas::Schedules& schedules) {
  options.parsed(
      "--flash", [&](const std::string& text) { flash = parseBytes(text); }, "1MiB",
      "The constants of a network must fit in this (default: in what --target has)");
  options.parsed(
      "--latency", [&](const std::string& text) { latency = parseDuration(text); }, "120ms",
      "The time that a run on --target may take");
  using nas::Schedules;
  options.choice(
      "--schedules", schedules,
      {{"layer", Schedules::layer}, {"mcunetv2", Schedules::mcunetv2}, {"all", Schedules::all}},
      "How a network may run: layer by layer, or its first layers in 2x2 to 4x4 patches "
      "too, or under any schedule that a search finds (a second a network); default " +
          std::string(nas::name(schedules)));
}

void addTargetOption(CommandOptions& options, StudyRequest& request) {
  options.text("--target", request.board, "BOARD|FILE.toml",
               "Does it fit, and how long does it take? `tessera targets` lists the boards");
  addClockOption(options, request);
  addEngineVersionOption(options, request);
}

void addEngineVersionOption(CommandOptions& options, StudyRequest& request) {
  options.text("--engine-version", request.engineVersion, "VERSION",
               "Whose latency: that version of the runtime's engine, or the nearest that was "
               "measured (default: the latest)");
}

void addClockOption(CommandOptions& options, StudyRequest& request) {
  options.parsed(
      "--clock", [&](const std::string& text) { request.clock = parseClock(text); }, "400MHz",
      "The core's clock, instead of the board's");
}

void addOrderOptions(CommandOptions& options, StudyRequest& request) {
  SearchLimits& limits = request.limits;
  options.choice<OrderKind>("--order", request.order,
                            {{"file", OrderKind::file}, {"best", OrderKind::best}},
                            "Order of the operators: the file's (default), or that of least peak "
                            "layer by layer, proven where possible");
  options.integer("--order-steps", limits.orderSteps, 0, mostSteps, "N",
                  "How long the best order is searched (default 60000, about 0.1 s; 0: until it is "
                  "proven or takes 1 GiB)");
  options.parsed(
      "--order-time-limit", [&](const std::string& text) { limits.orderTime = parseSeconds(text); },
      "SECONDS", "Also stop after SECONDS (0: no limit); the report says so");
}

}  // namespace tessera::cli
