#include "cli/commands/load_target.h"

#include "core/error.h"
#include "core/read_text.h"
#include "sim/target/devices.h"
#include "sim/target/read_device.h"

namespace tessera::cli {

Device loadDevice(const std::string& board) {
  if (!board.ends_with(".toml")) return deviceNamed(board);
  return readDevice(readText(board, "the device",
                             "write the name of a board, `tessera targets` lists them, or that of "
                             "a .toml file (docs/targets.md)"),
                    board);
}

std::optional<TargetReport> loadTarget(const TargetArguments& arguments, const Runtime& runtime) {
  if (arguments.board.empty()) {
    if (!arguments.clock) return std::nullopt;
    throw Error(ErrorCode::usage, "--clock means nothing without --target", {}, "name a board");
  }
  TargetReport target{loadDevice(arguments.board), runtime.sramOverhead};
  if (arguments.clock) target.device.clock = arguments.clock;
  return target;
}

}  // namespace tessera::cli
