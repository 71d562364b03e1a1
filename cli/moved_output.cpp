#include "cli/moved_output.h"

#include <fmt/core.h>

#include <cstdio>
#include <utility>

#include "core/error.h"

namespace tessera::cli {

void moveOutput(const MovedOutput& moved, OutputArguments& output, std::string& saved) {
  const bool ofReport = !output.format.empty() && output.format == moved.format;
  if (!saved.empty() || ofReport || !output.path.ends_with(moved.ending)) return;
  saved = std::exchange(output.path, {});
  if (output.verbosity == Verbosity::quiet) return;
  fmt::print(stderr, "tessera: note: write {} {}; -o will write the report there\n", moved.option,
             oneLine(saved));
}

}  // namespace tessera::cli
