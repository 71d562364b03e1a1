#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/architecture/architecture.h"

namespace tessera::cli {

/// A command of the user's that scores architectures: JSON on its stdin, a number on its stdout.
struct Evaluator {
  std::string command;                         ///< of the shell
  std::chrono::milliseconds timeout{600'000};  ///< 0: none
  std::size_t jobs = 1;                        ///< how many run side by side
};

/// Runs the command once for each network. Nothing where it failed or took too long, which is told
/// on stderr, a line for each reason.
///
/// Throws Error(input) with what it printed where that is no number, and where every one of a batch
/// failed.
std::vector<std::optional<double>> evaluated(const Evaluator& evaluator,
                                             const std::vector<arch::Architecture>& networks);

}  // namespace tessera::cli
