#pragma once

namespace tessera::cli {

/// Exit codes beyond those of `tessera::ErrorCode` (README, "Exit codes").
enum ExitCode : int {
  exitDone = 0,
  exitFinding = 1,  ///< a budget is exceeded or something regressed
};

}  // namespace tessera::cli
