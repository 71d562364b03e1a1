#pragma once

#include "cli/arguments.h"
#include "sim/report/report.h"

namespace tessera::cli {

/// Imports the model as the arguments say, deploys it and builds its graph. Throws the importer's
/// errors.
ModelReport loadModel(const ModelArguments& arguments);

/// The style of the report: that of stdout or of a file.
TextStyle styleFor(const OutputArguments& output);

}  // namespace tessera::cli
