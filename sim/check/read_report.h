#pragma once

#include <string>

#include "sim/check/snapshot.h"
#include "sim/located/located.h"

namespace tessera {

/// Whether a JSON file is the report of a command, as far as its keys say.
bool isReport(const Located& json);

/// Whether a JSON file is a report of `tessera simulate`, as far as its keys say.
bool isSimulationReport(const Located& json);

/// The figures of a JSON report of `tessera simulate` (docs/report.md); `file` is what errors call
/// it. Types, shapes and weights of operators are not in it. Throws Error(input) with file, line
/// and key where a key is missing or has a value of another type, and for another version.
Snapshot readReport(const Located& json, const std::string& file);

}  // namespace tessera
