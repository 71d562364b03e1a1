#pragma once

#include "cli/arguments.h"
#include "sim/program.h"
#include "sim/report/report.h"

namespace tessera::cli {

/// Imports the model as the arguments say, without the rewrites that the runtime does not make,
/// deploys it and builds its graph. Throws the importer's errors.
ModelReport loadModel(const ModelArguments& arguments, const Runtime& runtime);

/// The runtime with its switches set. Throws Error(usage) where a name is unknown.
Runtime runtimeOf(const CountingArguments& arguments);

/// What a patch-based schedule on the command line does not say itself: what the arguments say, or
/// else the runtime's habits.
Block patchDefaults(const CountingArguments& arguments, const Runtime& runtime);

/// The schedule in words or in a JSON file. Throws Error(usage), Error(input) or
/// Error(unsupported).
Schedule loadSchedule(const Program& program, const std::string& text,
                      const CountingArguments& arguments, const Runtime& runtime);

}  // namespace tessera::cli
