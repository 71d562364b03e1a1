#pragma once

#include <filesystem>
#include <span>

#include "importers/importer.h"

namespace tessera::onnx_import {

/// True where the first bytes of a file look like a serialised ONNX ModelProto.
bool looksLikeOnnx(std::span<const std::byte> head);

/// Imports an ONNX model (opsets 7 to 24 of the default domain, IR versions 3 to 13; older opsets
/// as far as their operators are unchanged) and lowers it. See `importModel` for the errors.
Imported importOnnx(const std::filesystem::path& path, const ImportOptions& options);

}  // namespace tessera::onnx_import
