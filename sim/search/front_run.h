#pragma once

#include <string_view>

#include "sim/run/program.h"
#include "sim/search/candidate.h"
#include "sim/search/patch_search.h"

namespace tessera {

/// The front of a space (a name of `searchSpaces` that has one): searched pass by pass, every
/// schedule simulated and, where `options.budget.arenaOf` is there, planned. Time is an axis where
/// the program's costs are all known. Nothing is recommended.
SearchResult frontOf(const Program& program, std::string_view space,
                     const PatchSearchOptions& options);

}  // namespace tessera
