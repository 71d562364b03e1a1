#pragma once

#include <filesystem>

namespace tessera::verify {

/// Writes the model of a folder of ONNX's backend tests to `to` with all inputs but the first as
/// initializers: weights, scales, axes and slices are constants there, as in a real network.
/// Returns false, and writes nothing, where the model has only one input or cannot be changed so.
bool freezeModel(const std::filesystem::path& folder, const std::filesystem::path& to);

}  // namespace tessera::verify
