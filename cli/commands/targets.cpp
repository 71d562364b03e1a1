#include "cli/commands/targets.h"

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "cli/exit_code.h"
#include "sim/report/targets.h"
#include "sim/target/devices.h"

namespace tessera::cli {
namespace {

std::string listed(const OutputArguments& output) {
  const std::vector<Device> devices = builtInDevices();
  switch (output.format) {
    case Format::json:
      return targetsJson(devices);
    case Format::csv:
      return targetsCsv(devices);
    case Format::text:
      break;
  }
  return targetsText(devices, styleFor(output));
}

std::string shown(const Device& device, const OutputArguments& output) {
  switch (output.format) {
    case Format::json:
      return targetJson(device);
    case Format::csv:
      return targetCsv(device);
    case Format::text:
      break;
  }
  return targetText(device, styleFor(output));
}

}  // namespace

int targets(const TargetsArguments& arguments) {
  const OutputArguments& output = arguments.output;
  const std::string& board = arguments.target.board;
  writeOutput(output.path, board.empty() ? listed(output) : shown(loadDevice(board), output));
  return exitDone;
}

}  // namespace tessera::cli
