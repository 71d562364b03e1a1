#pragma once

#include "cli/arguments.h"
#include "cli/report_formats.h"
#include "core/architecture/architecture.h"

namespace tessera::cli {

/// The forms of its report.
ReportFormats<arch::Architecture> architectureFormats();

/// `tessera architecture`: writes the layers of a model and returns the exit code. Throws Error.
int architecture(const ArchitectureArguments& arguments);

}  // namespace tessera::cli
