#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera check init`: writes a commented tessera.toml (or the `--config` file) for the .onnx and
/// .tflite files in its folder and below, with limits a little above what they take today, and
/// never over a file that exists. Returns the exit code.
/// Throws Error(usage) where the file exists, Error(input) where there is no model.
int checkInit(const CheckArguments& arguments);

}  // namespace tessera::cli
