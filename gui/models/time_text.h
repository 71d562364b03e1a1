#pragma once

#include <string>

namespace tessera::gui {

/// "826.3 ms", from a second on "1.016 s": four digits as the CLI prints them, never an exponent.
std::string timeText(double milliseconds);

}  // namespace tessera::gui
