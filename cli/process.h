#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tessera::cli {

/// How a program ended, and the beginning of what it printed on stdout and stderr.
struct Ended {
  int code = 0;  ///< -1: by a signal
  std::string printed;
};

/// Runs a program, found as the shell finds it, without a shell and with an empty stdin, in the
/// folder given. Nothing where it cannot be started.
std::optional<Ended> runProgram(const std::vector<std::string>& words, const std::string& folder);

}  // namespace tessera::cli
