#pragma once

#include <string>

#include "sim/report/document.h"
#include "sim/study/results.h"
#include "sim/target/fit.h"

namespace tessera {

/// "SRAM is 115.0 KiB too small, flash 235.8 KiB"; empty where the memories suffice.
std::string misfitClause(const DeviceFit& fit);

/// "22.3 KiB of 128.0 KiB SRAM".
std::string roomClause(const DeviceFit& fit);

/// Who counts, in one line: "tflm (TFLite Micro of 2026-08), CMSIS-NN's DSP kernels, int8,
/// assumed".
std::string countedAs(const Runtime& runtime, const std::string& deployment, bool assumed);

/// The answer of a run in one sentence: whether it fits its target; without one its peak.
Headline headlineOf(const ModelReport& model, const Runtime& runtime,
                    const std::optional<TargetReport>& target, const ScheduleRun& run);

}  // namespace tessera
