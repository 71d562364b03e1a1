#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/cost/latency_terms.h"

namespace tessera {

/// One published or own latency of a model on a board.
struct Measurement {
  std::size_t line = 0;  ///< in the file
  std::string id;        ///< the column `id`, or "line 12"
  std::string model;     ///< what people call it: "MobileNet v2 0.35 fft"
  std::string path;    ///< of the model's file, below a folder of models; the ending may be missing
  std::string family;  ///< the column `family`, or `familyOf(model)`
  std::string dtype;   ///< "int8", "float32"; empty where the file does not say
  std::string board;
  std::string mcu;
  CoreBuild core = CoreBuild::m4;
  double clockHz = 0;
  std::string engine;
  std::string version;
  double seconds = 0;
  /// Every cell by its column's name, for filters.
  std::vector<std::pair<std::string, std::string>> cells;
};

/// Reads measurements from a CSV text with the columns model, board, core, clock_mhz, engine and
/// latency_ms, and, where there are any, model_local (without it `model` is the file), id, family,
/// dtype, mcu and engine_version; others serve as filters only. Throws Error(input) with FILE:LINE
/// and the column where one is missing, a number is none or not above 0, or a core has no kernel
/// counts.
std::vector<Measurement> readMeasurements(const std::string& text, const std::string& file);

/// The architecture in a model's name: its words up to the first number or variant, without the
/// vendor. "ST SSD Mobilenet v1 0.25" -> "ssd mobilenet v1".
std::string familyOf(const std::string& model);

/// The cell of that column; empty where the file has none. For filters.
std::string cellOf(const Measurement& measurement, const std::string& column);

}  // namespace tessera
