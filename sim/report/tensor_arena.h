#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sim/report/text_style.h"
#include "sim/study/results.h"

namespace tessera {

/// What a firmware that interprets the model reserves: an array `tensor_arena` that holds the
/// planned head and, behind it, what the interpreter keeps.
struct TensorArena {
  Bytes head;
  Bytes persistent;
  Bytes total() const { return head + persistent; }
};

/// Nothing where the runtime has no interpreter, or the run is none that it can make.
std::optional<TensorArena> tensorArenaOf(const ScheduleRun& run);

/// A report's line "tensor_arena"; nothing without one.
std::string tensorArenaLine(const ScheduleRun& run, const TextStyle& style);

/// Adds the key "tflm_arena" to a report: the array, its two parts and what the second consists of.
void putTensorArena(nlohmann::ordered_json& json, const ScheduleRun& run);

}  // namespace tessera
