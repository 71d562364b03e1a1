#include "sim/target/named_or_read.h"

#include "core/read_text.h"
#include "sim/target/devices.h"
#include "sim/target/read_device.h"
#include "sim/target/read_runtime.h"

namespace tessera {

Device deviceNamedOrRead(const std::string& board) {
  if (!board.ends_with(".toml")) return deviceNamed(board);
  return readDevice(readText(board, "the device",
                             "write the name of a board, `tessera targets` lists them, or that of "
                             "a .toml file (docs/targets.md)"),
                    board);
}

Runtime runtimeNamedOrRead(const std::string& runtime) {
  if (!runtime.ends_with(".toml")) return runtimeNamed(runtime);
  return readRuntime(readText(runtime, "the runtime", "`tessera calibrate -o` writes one"),
                     runtime);
}

Runtime runtimeWith(const std::string& runtime, const std::vector<std::string>& switches,
                    std::optional<StageInput> stageInput) {
  Runtime made = runtimeNamedOrRead(runtime);
  for (const std::string& keyValue : switches) setSwitch(made, keyValue);
  if (stageInput) made.rules.stageInputStreamed = *stageInput == StageInput::streamed;
  return made;
}

}  // namespace tessera
