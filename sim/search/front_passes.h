#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/search/front/front_search.h"

namespace tessera {

/// What the front of a space (a name of `searchSpaces` that has one) is searched for with, coarse
/// before fine: each pass begins with what those before it found, and the last one has all that
/// they have. Where the space is `timed`, one more follows that is coarse again and has time as an
/// axis: what takes less memory or work is known by then, and what takes less time has large tiles.
std::vector<FrontSpace> frontPasses(std::string_view space, const SearchGraph& graph,
                                    StageInput input, bool timed, bool overlap);

/// Lets the passes behind a tired one tire early: where it has too much to compare, a finer one has
/// more of it.
void easeAfter(std::size_t pass, std::vector<FrontSpace>& passes);

}  // namespace tessera
