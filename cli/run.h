#pragma once

namespace tessera::cli {

/// The whole program behind `main`: reads the arguments, runs the command, reports an error in one
/// line on stderr. Returns the exit code.
int run(int argc, const char* const* argv) noexcept;

}  // namespace tessera::cli
