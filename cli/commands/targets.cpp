#include "cli/commands/targets.h"

#include "cli/exit_code.h"
#include "sim/report/targets.h"
#include "sim/target/devices.h"
#include "sim/target/named_or_read.h"

namespace tessera::cli {

ReportFormats<std::vector<Device>> targetListFormats() {
  return {{"text", targetsText}, plainFormat("json", targetsJson), plainFormat("csv", targetsCsv)};
}

ReportFormats<Device> targetFormats() {
  return {{"text", targetText}, plainFormat("json", targetJson), plainFormat("csv", targetCsv)};
}

int targets(const TargetsArguments& arguments) {
  const std::string& board = arguments.board;
  if (board.empty()) {
    writeReports(builtInDevices(), targetListFormats(), arguments.output);
  } else {
    writeReports(deviceNamedOrRead(board), targetFormats(), arguments.output);
  }
  return exitDone;
}

}  // namespace tessera::cli
