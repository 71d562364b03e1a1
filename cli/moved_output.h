#pragma once

#include <string>

#include "cli/arguments.h"

namespace tessera::cli {

/// What `-o` of a command meant until it meant the report: the file that `option` names now.
struct MovedOutput {
  const char* option;  ///< "--save-schedule"
  const char* ending;  ///< ".json"
  const char* format;  ///< the form of a report that ends so too; empty: none does
};

/// Where `-o` is still used so, moves its file to `saved` and says it on stderr: for one version.
void moveOutput(const MovedOutput& moved, OutputArguments& output, std::string& saved);

}  // namespace tessera::cli
