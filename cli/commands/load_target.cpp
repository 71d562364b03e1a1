#include "cli/commands/load_target.h"

#include "cli/read_text.h"
#include "sim/target/devices.h"
#include "sim/target/read_device.h"

namespace tessera::cli {

Device loadDevice(const std::string& target) {
  if (!target.ends_with(".toml")) return deviceNamed(target);
  return readDevice(readText(target, "the device",
                             "write the name of a board, `tessera targets` lists them, or "
                             "that of a .toml file (docs/targets.md)"),
                    target);
}

}  // namespace tessera::cli
