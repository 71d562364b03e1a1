#pragma once

#include "sim/export/library.h"
#include "sim/report/exported.h"

namespace tessera::cli {

/// Builds a library with the C compiler of this machine ($CC, or cc) in a temporary folder and runs
/// it on its test vector, its arena between poisoned bytes. Throws Error(input) where there is no
/// compiler, Error(internal) where the compiler refuses the library.
ExportProof proveOnHost(const exported::Library& library);

}  // namespace tessera::cli
