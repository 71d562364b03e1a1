#pragma once

#include <filesystem>

#include "importers/importer.h"

namespace tessera::tflite_import {

/// Imports a TFLite model (schema version 3, first subgraph) and lowers it as far as asked: by
/// default its operators stay as they are (see RewriteOptions). Its QUANTIZE and DEQUANTIZE are
/// real operators, so that "integer-forms" never applies. See `importModel` for the errors.
Imported importTflite(const std::filesystem::path& path, const ImportOptions& options);

}  // namespace tessera::tflite_import
