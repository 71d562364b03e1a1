#include "cli/commands/targets.h"

#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "sim/report/targets.h"
#include "sim/target/devices.h"
#include "sim/target/named_or_read.h"

namespace tessera::cli {

ReportFormats<std::vector<Device>> targetListFormats() {
  const auto document = [](const std::vector<Device>& devices, const Reader& reader) {
    return documentOf(devices, reader);
  };
  return withDocuments<std::vector<Device>>(document, {plainFormat("json", targetsJson)});
}

ReportFormats<Device> targetFormats() {
  const auto document = [](const Device& device, const Reader& reader) {
    return documentOf(device, reader);
  };
  return withDocuments<Device>(document, {plainFormat("json", targetJson)});
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
