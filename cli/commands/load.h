#pragma once

#include "cli/arguments.h"
#include "sim/run/program.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// The arguments with "-" replaced by a file that has all of stdin, and what hangs on the file's
/// format chosen. Everything that loads a model begins with it: stdin is read once. Throws
/// Error(input) where the file or stdin cannot be read.
ModelArguments settled(ModelArguments arguments);

/// Imports the model as the settled arguments say, without the rewrites that the runtime does not
/// make, deploys it and builds its graph. Throws the importer's errors.
ModelReport loadModel(const ModelArguments& arguments, const Runtime& runtime);

/// The runtime with its switches set: that of the arguments, or else what is usual of the settled
/// model's format. Throws Error(usage) where a name is unknown.
Runtime runtimeOf(const CountingArguments& arguments, const ModelArguments& model);

/// What a patch-based schedule on the command line does not say itself: what the arguments say, or
/// else the runtime's habits.
Block patchDefaults(const CountingArguments& arguments, const Runtime& runtime);

/// The schedule in words or in a JSON file. Throws Error(usage), Error(input) or
/// Error(unsupported).
Schedule loadSchedule(const Program& program, const std::string& text,
                      const CountingArguments& arguments, const Runtime& runtime);

}  // namespace tessera::cli
