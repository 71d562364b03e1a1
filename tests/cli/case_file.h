#pragma once

#include <filesystem>
#include <string>

namespace tessera::test {

/// One run of a command line, kept in one readable file:
///
///     $ tessera inspect sample_models/ds-cnn.onnx --format csv
///     exit 0
///     --- stdout
///     ...
///     --- stderr
///     ...
///
/// The command runs in a shell in the repository's root with the built `tessera` first in PATH.
/// `$OUT` is an empty folder of the case's own, and `$SAMPLES` the folder of generated samples.
struct CommandCase {
  std::string command;
  int exitCode = 0;
  std::string out;
  std::string err;
};

/// Throws std::runtime_error where the file is not of that form.
CommandCase readCase(const std::filesystem::path& path);

void writeCase(const std::filesystem::path& path, const CommandCase& commandCase);

/// Runs the command and returns what it did.
CommandCase runCommand(const std::string& command);

}  // namespace tessera::test
