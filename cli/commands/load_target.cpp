#include "cli/commands/load_target.h"

#include "core/error.h"
#include "sim/target/named_or_read.h"

namespace tessera::cli {

std::optional<TargetReport> loadTarget(const TargetArguments& arguments) {
  if (arguments.board.empty()) {
    if (!arguments.clock) return std::nullopt;
    throw Error(ErrorCode::usage, "--clock means nothing without --target", {}, "name a board");
  }
  TargetReport target{deviceNamedOrRead(arguments.board)};
  if (arguments.clock) target.device.clock = arguments.clock;
  return target;
}

}  // namespace tessera::cli
