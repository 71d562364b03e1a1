#pragma once

#include <filesystem>

#include "importers/importer.h"

namespace tessera::tflite_import {

/// Imports a TFLite model (schema version 3, first subgraph) and lowers it. Its QUANTIZE and
/// DEQUANTIZE operators are real ones and stay, but for those at the graph's ends; "integer-forms"
/// does not apply. See `importModel` for the errors.
Imported importTflite(const std::filesystem::path& path, const ImportOptions& options);

}  // namespace tessera::tflite_import
