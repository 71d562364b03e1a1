#pragma once

#include <string>
#include <vector>

namespace tessera::gui {

/// A choice of a list and what it is.
struct Described {
  std::string name;
  std::string about;  ///< "Cortex-M4F, 180 MHz, 128.0 KiB SRAM, 512.0 KiB flash"
};

/// The boards that Tessera knows: core, clock, SRAM and flash.
std::vector<Described> describedBoards();

/// The runtimes that Tessera knows: what each is and what it can run.
std::vector<Described> describedRuntimes();

}  // namespace tessera::gui
