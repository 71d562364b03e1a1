#pragma once

#include <string>

namespace tessera::cli {

/// Reads stdin to its end into memory, if it begins as a model does and has at most 2 GiB, and
/// returns the path of a file that has it, good until the process ends: models are mapped, and
/// their weights read later. Throws Error(input) where stdin cannot be read.
std::string stdinAsFile();

}  // namespace tessera::cli
