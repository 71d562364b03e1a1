#pragma once

#include "cli/terminal.h"
#include "sim/study/load_model.h"

namespace tessera::cli {

/// The importers, and stdin for a path of "-", which is read once; errors call it stdin. Where it
/// is wished, what was read is told on stderr.
ModelReader modelReader(Verbosity verbosity);

}  // namespace tessera::cli
