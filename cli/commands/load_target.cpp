#include "cli/commands/load_target.h"

#include "cli/read_text.h"
#include "sim/target/devices.h"
#include "sim/target/fit.h"
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
  if (arguments.board.empty()) return std::nullopt;
  return TargetReport{loadDevice(arguments.board), runtime.sramOverhead};
}

std::optional<Bytes> budgetOf(const std::optional<Bytes>& given,
                              const std::optional<TargetReport>& target) {
  if (given || !target) return given;
  return sramBudget(target->device, target->runtimeOverhead);
}

}  // namespace tessera::cli
