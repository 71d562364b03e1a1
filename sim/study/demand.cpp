#include "sim/study/demand.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/work.h"

namespace tessera {
namespace {

/// The file that an interpreter would have: the model's own, or that with its constants in the
/// types of another deployment.
std::optional<Bytes> fileOf(const ModelReport& model) {
  if (!model.interpretedBytes || isAsInFile(model)) return model.interpretedBytes;
  Bytes stored;
  std::set<std::pair<const void*, std::uint64_t>> seen;
  for (const Tensor& tensor : model.graph.tensors()) {
    const auto* range = std::get_if<FileRange>(&tensor.data.source);
    if (range == nullptr || !seen.insert({range->path.get(), range->offset}).second) continue;
    stored += Bytes(static_cast<std::int64_t>(range->bytes));
  }
  const Bytes rest = std::max(Bytes(0), *model.interpretedBytes - stored);
  return rest + modelSize(model.graph).weightBytes;
}

/// What of a demand lies in flash: an interpreter keeps the whole file of its model there.
Demand inFlash(const Runtime& runtime, const ModelReport& model) {
  Demand demand;
  demand.weights = modelSize(model.graph).weightBytes;
  demand.code = runtime.codeBytes;
  if (!demand.code) demand.codeMeasured = runtime.codeMeasured;
  if (model.deploymentAssumed) demand.assumed = model.deployment;
  if (runtime.interpreter != Interpreter::none) demand.modelFile = fileOf(model);
  return demand;
}

Demand demandOf(const Runtime& runtime, const ModelReport& model, Bytes peak,
                const std::optional<RunArena>& arena,
                const std::optional<TflmPersistent>& persistent) {
  Demand demand = inFlash(runtime, model);
  demand.peak = peak;
  demand.planned = arena.has_value();
  demand.sram = arena ? arena->plan.arena : peak;
  demand.runtimeOverhead = besideArena(runtime, persistent);
  demand.twoArrays = runtime.interpreter == Interpreter::tflm;
  demand.atLeast = runtime.runs == Runs::nothing || !runtime.bound.empty();
  return demand;
}

/// "TILE has no kernel ('TILE_0' and 3 others); ...": each reason once.
std::string refusalText(const std::vector<Refusal>& refusals) {
  std::string text;
  std::vector<std::string> told;
  for (const Refusal& refusal : refusals) {
    if (std::find(told.begin(), told.end(), refusal.why) != told.end()) continue;
    told.push_back(refusal.why);
    const auto same = std::count_if(refusals.begin(), refusals.end(),
                                    [&](const Refusal& other) { return other.why == refusal.why; });
    text += (text.empty() ? "" : "; ") + refusal.why + " ('" + refusal.op + "'";
    if (same > 1) text += " and " + std::to_string(same - 1) + " more";
    text += ")";
  }
  return text;
}

/// What the schedule does that square patches do not; empty where it is nothing.
std::string beyondSquarePatches(const ScheduleRun& run) {
  const auto anyBlock = [&](auto is) {
    return std::any_of(run.schedule.blocks.begin(), run.schedule.blocks.end(), is);
  };
  if (anyBlock([](const Block& block) { return block.result == BlockResult::overInput; })) {
    return "writes a result over its input";
  }
  if (anyBlock([](const Block& block) { return block.channels > 0; })) {
    return "runs in chunks of channels";
  }
  const bool holds = std::any_of(run.stages.begin(), run.stages.end(),
                                 [](const StageSummary& stage) { return stage.holds; });
  if (holds) return "holds overlap from tile to tile";
  return run.stages.size() > 1 ? "has several stages" : "";
}

/// TinyEngine runs one first stage of patches that begin anew (its code generator's patch-based
/// mode).
std::string whyNotSquarePatches(const Runtime& runtime, const ScheduleRun& run) {
  const std::string more = beyondSquarePatches(run);
  if (more.empty()) return {};
  return run.schedule.name + " " + more + ", and " + runtime.name +
         " runs one first stage in patches that begin anew: this is what it would need if it could";
}

}  // namespace

Bytes sramOf(const Runtime& runtime, const ScheduleRun& run) {
  const Bytes sram = run.arena ? run.arena->plan.arena : run.trace.totals.peak;
  return sram + besideArena(runtime, run.persistent).value_or(Bytes(0));
}

std::optional<Bytes> besideArena(const Runtime& runtime,
                                 const std::optional<TflmPersistent>& persistent) {
  if (!persistent) return runtime.sramOverhead;
  return persistent->withoutVariables() + runtime.sramOverhead.value_or(Bytes(0));
}

Bytes flashOf(const Runtime& runtime, const ModelReport& model) {
  return flashBytes(inFlash(runtime, model));
}

std::string whyCannotRun(const Runtime& runtime, const ModelReport& model, const ScheduleRun& run) {
  if (!model.refusals.empty()) return refusalText(model.refusals);
  if (runtime.runs == Runs::patches) return whyNotSquarePatches(runtime, run);
  if (runtime.runs != Runs::layers || run.stages.empty()) return {};
  return run.schedule.name + " is in patches, and " + runtime.name +
         " runs whole operators only: this is what it would need if it could";
}

Demand demandOf(const Runtime& runtime, const ModelReport& model, const ScheduleRun& run) {
  Demand demand = demandOf(runtime, model, run.trace.totals.peak, run.arena, run.persistent);
  demand.cannotRun = !whyCannotRun(runtime, model, run).empty();
  return demand;
}

const Totals& recommendedTotals(const SearchReport& report) {
  const SearchResult& result = report.result;
  return result.recommended ? result.candidates[*result.recommended].totals : result.layerWise;
}

Demand demandOf(const SearchReport& report) {
  Demand demand = demandOf(report.runtime, report.model, recommendedTotals(report).peak,
                           report.arena, report.persistent);
  demand.cannotRun = !report.model.refusals.empty();
  return demand;
}

}  // namespace tessera
