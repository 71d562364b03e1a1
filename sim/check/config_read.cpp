#include <fmt/core.h>

#include "core/parse_units.h"
#include "sim/check/config.h"
#include "sim/located/located_toml.h"
#include "sim/located/placed.h"
#include "sim/target/devices.h"
#include "sim/target/runtime.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr std::int64_t configVersion = 1;
constexpr std::int64_t mostMacs = std::int64_t{1} << 50;
constexpr std::int64_t mostPpm = 1'000'000'000;

std::vector<std::string> keysOfEntries(std::vector<std::string> keys) {
  keys.insert(keys.end(),
              {"target", "clock", "engine_version", "runtime", "count", "schedule", "tiles",
               "stage_input", "tile_buffers", "order", "order_steps", "planner", "planner_steps",
               "dtype", "rewrite", "no_rewrite", "tolerance", "direction"});
  for (const Metric metric : allMetrics) keys.emplace_back(name(metric));
  return keys;
}

std::int64_t durationAt(const Placed& at) {
  const std::string& text = at.string("a duration such as \"120ms\"");
  const auto duration = durationFromText(text);
  if (!duration || *duration > std::chrono::hours(24)) {
    at.fail("'" + text + "' is not a duration", "write it with its unit, such as \"120ms\"");
  }
  return duration->count();
}

std::int64_t macsAt(const Placed& at) {
  const auto* whole = std::get_if<std::int64_t>(&at.value().value);
  const std::optional<Macs> macs =
      whole != nullptr ? std::optional(Macs(*whole)) : macsFromText(at.string("a number of MACs"));
  if (!macs || macs->count() < 1 || macs->count() > mostMacs) {
    at.fail("no number of MACs", "write it like \"40M\" or 40000000");
  }
  return macs->count();
}

std::int64_t shareAt(const Placed& at) {
  const std::string& text = at.string("a share such as \"10%\"");
  const auto share = toleranceFromText(text, Metric::recompute);
  if (!share || !share->relative || share->value > mostPpm) {
    at.fail("'" + text + "' is not a share", "write percent of the MACs, such as \"10%\"");
  }
  return share->value;
}

std::int64_t limitValue(const Placed& at, Metric metric) {
  switch (metric) {
    case Metric::sram:
    case Metric::flash:
      return bytesAt(at).count();
    case Metric::latency:
      return durationAt(at);
    case Metric::macs:
      return macsAt(at);
    case Metric::recompute:
      return shareAt(at);
  }
  return 0;
}

std::string writtenText(const Placed& at) {
  if (const auto* text = std::get_if<std::string>(&at.value().value)) return *text;
  return std::to_string(at.integer());
}

Tolerance toleranceAt(const Placed& at, Metric metric) {
  const std::string& text = at.string("a tolerance with its unit");
  const auto tolerance = toleranceFromText(text, metric);
  if (!tolerance || tolerance->value > mostMacs) {
    at.fail("'" + text + "' is not a tolerance of " + std::string(name(metric)),
            "the unit is required: write " + toleranceExamples(metric));
  }
  return *tolerance;
}

/// One text holds for every metric whose unit it has.
void readOneTolerance(const Placed& at, PerMetric<Tolerance>& tolerances) {
  const std::string& text = at.string("a tolerance with its unit, or a table of them");
  bool any = false;
  for (const Metric metric : allMetrics) {
    const auto tolerance = toleranceFromText(text, metric);
    if (!tolerance || tolerance->value > mostMacs) continue;
    tolerances[metric] = *tolerance;
    any = true;
  }
  if (!any) {
    at.fail("'" + text + "' is not a tolerance", "the unit is required: write \"1%\" or \"512B\"");
  }
}

void readTolerances(const Placed& at, PerMetric<Tolerance>& tolerances) {
  if (!std::holds_alternative<Located::Table>(at.value().value)) {
    return readOneTolerance(at, tolerances);
  }
  std::vector<std::string> keys;
  for (const Metric metric : allMetrics) keys.emplace_back(name(metric));
  at.checkKeys(keys);
  for (const Metric metric : allMetrics) {
    if (const auto member = at.member(name(metric))) {
      tolerances[metric] = toleranceAt(*member, metric);
    }
  }
}

Shape shapeAt(const Placed& at) {
  std::vector<std::int64_t> extents;
  for (const Placed& extent : at.elements()) {
    extents.push_back(integerAt(extent, 1, std::int64_t{1} << 31, "an extent"));
  }
  return Shape(std::move(extents));
}

/// Where the key is there: its texts.
void readNames(const std::optional<Placed>& at, std::vector<std::string>& names) {
  if (!at) return;
  names.clear();
  for (const Placed& name : at->elements()) names.push_back(nameAt(name));
}

template <class Choice, class Choices = std::initializer_list<Choice>>
void readChoice(const std::optional<Placed>& at, const Choices& choices,
                std::optional<Choice>& chosen) {
  if (at) chosen = choiceAt<Choice>(at, choices);
}

void readSteps(const std::optional<Placed>& at, std::int64_t& steps) {
  if (at) steps = integerAt(*at, 0, mostMacs, "a number of steps");
}

/// How patches are run where the schedule does not say it.
void readPatches(const Placed& at, StudyRequest& study) {
  readChoice(at.member("tiles"), {TilePolicy::clipped, TilePolicy::full}, study.tiles);
  readChoice(at.member("stage_input"), {StageInput::resident, StageInput::streamed},
             study.stageInput);
  readChoice(at.member("tile_buffers"), {TileBuffers::perPatch, TileBuffers::largest},
             study.tileBuffers);
}

/// A name that is built in, or a file; told here where it is neither, at its line.
template <class Look>
std::string builtInOrFile(const Placed& at, const Look& look) {
  std::string name = nameAt(at);
  if (name.ends_with(".toml")) return name;
  try {
    look(name);
  } catch (const Error& error) {
    at.fail(error.message(), error.hint());
  }
  return name;
}

void readStudy(const Placed& at, StudyRequest& study) {
  if (const auto target = at.member("target")) study.board = builtInOrFile(*target, deviceNamed);
  if (const auto clock = at.member("clock")) study.clock = clockAt(*clock);
  if (const auto version = at.member("engine_version")) study.engineVersion = nameAt(*version);
  if (const auto runtime = at.member("runtime")) {
    study.runtime = builtInOrFile(*runtime, runtimeNamed);
  }
  if (const auto schedule = at.member("schedule")) study.schedule = nameAt(*schedule);
  readNames(at.member("count"), study.switches);
  readNames(at.member("rewrite"), study.rewritesMade);
  readNames(at.member("no_rewrite"), study.rewritesNotMade);
  readPatches(at, study);
  study.order = choiceAt<OrderKind>(at.member("order"), {OrderKind::file, OrderKind::best})
                    .value_or(study.order);
  readChoice(at.member("planner"), allPlanners, study.planner);
  readSteps(at.member("planner_steps"), study.limits.planSteps);
  readSteps(at.member("order_steps"), study.limits.orderSteps);
  readChoice(at.member("dtype"),
             {Deployment::asStored, Deployment::int8, Deployment::int16, Deployment::float32},
             study.deployment);
}

/// What `[defaults]` and `[[models]]` have in common.
void readSettings(const Placed& at, CheckEntry& entry) {
  readStudy(at, entry.study);
  for (const Metric metric : allMetrics) {
    const auto limit = at.member(name(metric));
    if (!limit) continue;
    entry.limits[metric] = Limit{limitValue(*limit, metric), writtenText(*limit), limit->line()};
  }
  if (const auto tolerance = at.member("tolerance")) readTolerances(*tolerance, entry.tolerances);
  entry.direction = choiceAt<Direction>(at.member("direction"), {Direction::up, Direction::both})
                        .value_or(entry.direction);
}

CheckEntry readEntry(const Placed& at, CheckEntry entry) {
  at.checkKeys(keysOfEntries({"path", "name", "input_shapes"}));
  entry.line = at.line();
  const Placed path =
      at.required("path", "name the model file or a glob: path = \"models/*.onnx\"");
  entry.path = nameAt(path);
  entry.line = path.line();
  if (const auto name = at.member("name")) entry.name = nameAt(*name);
  if (const auto shapes = at.member("input_shapes")) {
    for (const auto& [input, shape] : shapes->members()) {
      entry.study.inputShapes.emplace(input, shapeAt(shape));
    }
  }
  readSettings(at, entry);
  if (entry.study.clock && entry.study.board.empty()) {
    at.fail("a clock without a target", "name a board: target = \"NUCLEO-L4R5ZI\"");
  }
  return entry;
}

CheckConfig readConfigRoot(const Placed& root) {
  checkVersion(root, "tessera_check", configVersion);
  root.checkKeys({"tessera_check", "baseline", "require_baseline", "strict", "defaults", "models"});
  CheckConfig config;
  if (const auto baseline = root.member("baseline")) {
    config.baseline = nameAt(*baseline);
    config.baselineLine = baseline->line();
  }
  const auto required = root.member("require_baseline");
  if (required && required->boolean()) config.requireBaseline = required->line();
  if (const auto strict = root.member("strict")) config.strict = strict->boolean();
  CheckEntry defaults;
  if (const auto at = root.member("defaults")) {
    at->checkKeys(keysOfEntries({}));
    readSettings(*at, defaults);
  }
  const Placed models = root.required("models", "add [[models]] with path = \"model.onnx\"");
  for (const Placed& model : models.elements())
    config.entries.push_back(readEntry(model, defaults));
  if (config.entries.empty()) models.fail("no models", "add [[models]] with path = \"model.onnx\"");
  return config;
}

}  // namespace

std::string_view name(Direction direction) { return direction == Direction::up ? "up" : "both"; }

CheckConfig readCheckConfig(const std::string& text, const std::string& file) {
  const Located toml = parseLocatedToml(text, file, "docs/check.md");
  const LocatedFile located{file, "docs/check.md describes the format", "a table"};
  return readConfigRoot(Placed(toml, located));
}

}  // namespace tessera
