#pragma once

#include <string>

namespace tessera::cli {

/// Reads stdin to its end into memory, if it begins as a model does and has at most 2 GiB, and
/// returns the path of a file that has it, good until the process ends: models are mapped, and
/// their weights read later. Throws Error(input) where stdin cannot be read.
std::string stdinAsFile();

/// Whether a path can be read but once: "-" (stdin), or a pipe such as a shell's <(command).
bool isPipe(const std::string& path);

/// The same of a path that `isPipe`, whatever it has: not only models.
std::string pipeAsFile(const std::string& path);

}  // namespace tessera::cli
