#pragma once

#include <string>

#include "sim/study/fit_question.h"

namespace tessera {

/// "fits", "may not fit", "cannot run", "at least", "too large", "too slow".
std::string fitWord(const FitRow& row);

/// Who counts, in one line: "tflm (TFLite Micro of 2026-08), CMSIS-NN's DSP kernels, int8,
/// assumed".
std::string countedAs(const FitRow& row);

/// "12.3 ms", "1.23 s".
std::string shortTime(double milliseconds);

/// "NUCLEO-F446RE (STM32F446RE, Cortex-M4F, 180 MHz)"; of a budget alone "a budget of 64.0 KiB".
std::string placeText(const FitRow& row);

/// The verdict in a sentence.
std::string fitSentence(const FitRow& row);

/// "x 81.0 KiB, conv1 40.5 KiB and 2 more": what is live at the peak.
std::string liveText(const FitRow& row, std::size_t most);

}  // namespace tessera
