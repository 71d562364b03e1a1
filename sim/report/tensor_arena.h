#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

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

/// The array and its two parts in one phrase; empty without one.
std::string tensorArenaText(const ScheduleRun& run);

/// Adds the key "tflm_arena" to a report: the array, its two parts and what the second consists of.
void putTensorArena(nlohmann::ordered_json& json, const ScheduleRun& run);

}  // namespace tessera
