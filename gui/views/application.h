#pragma once

namespace tessera::gui {

/// The whole program: reads the command line, opens the window, or with --export writes one view
/// without a display. Returns the exit code, the same as the CLI's.
int runApplication(int argc, char** argv);

}  // namespace tessera::gui
