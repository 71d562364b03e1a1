#include "cli/commands/load_target.h"

#include "cli/read_text.h"
#include "sim/target/devices.h"
#include "sim/target/fit.h"
#include "sim/target/read_device.h"

namespace tessera::cli {

std::optional<Device> deviceOf(const TargetArguments& arguments) {
  const std::string& board = arguments.board;
  if (board.empty()) return std::nullopt;
  if (!board.ends_with(".toml")) return deviceNamed(board);
  return readDevice(readText(board, "the device",
                             "write the name of a board, `tessera targets` lists them, or that of "
                             "a .toml file (docs/targets.md)"),
                    board);
}

std::optional<Bytes> budgetOf(const std::optional<Bytes>& given,
                              const std::optional<Device>& device, const Runtime& runtime) {
  if (given || !device) return given;
  return sramBudget(*device, runtime.sramOverhead);
}

}  // namespace tessera::cli
