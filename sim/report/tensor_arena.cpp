#include "sim/report/tensor_arena.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "sim/report/model_text.h"

namespace tessera {

std::optional<TensorArena> tensorArenaOf(const ScheduleRun& run) {
  if (!run.persistent || !run.arena || !run.stages.empty()) return std::nullopt;
  return TensorArena{run.arena->plan.arena - run.arena->behind, run.persistent->total()};
}

std::string tensorArenaText(const ScheduleRun& run) {
  const auto arena = tensorArenaOf(run);
  if (!arena) return {};
  std::string target = "32-bit Arm";
  if (const std::size_t assumed = run.persistent->assumedOperators; assumed > 0) {
    target += fmt::format("; {} operator{} assumed", assumed, assumed == 1 ? "" : "s");
  }
  return fmt::format("{}: head {} + persistent {} ({})", bytesText(arena->total()),
                     kib(arena->head), kib(arena->persistent), target);
}

void putTensorArena(nlohmann::ordered_json& json, const ScheduleRun& run) {
  const auto arena = tensorArenaOf(run);
  if (!arena) return;
  const TflmPersistent& parts = *run.persistent;
  json["tflm_arena"] = {{"arena_bytes", arena->total().count()},
                        {"head_bytes", arena->head.count()},
                        {"persistent_bytes", arena->persistent.count()},
                        {"persistent",
                         {{"runtime_bytes", parts.runtime.count()},
                          {"eval_tensor_bytes", parts.evalTensors.count()},
                          {"node_bytes", parts.nodes.count()},
                          {"option_bytes", parts.options.count()},
                          {"operator_data_bytes", parts.operatorData.count()},
                          {"scratch_handle_bytes", parts.scratchHandles.count()},
                          {"variable_bytes", parts.variables.count()},
                          {"input_output_bytes", parts.inputOutput.count()},
                          {"quantization_bytes", parts.quantization.count()}}},
                        {"assumed_operators", parts.assumedOperators}};
}

}  // namespace tessera
