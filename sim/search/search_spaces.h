#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/run/program.h"
#include "sim/search/patch_search.h"

namespace tessera {

enum class SearchMethod : std::uint8_t {
  layers,  ///< there is one schedule
  grids,   ///< every split in every grid, see `searchPatches`
  front,   ///< see `frontOf`
};

/// A part of the schedule space that one system spans, as a search goes through it.
struct SearchSpace {
  std::string_view name;
  std::string_view system;  ///< who published it
  std::string_view what;    ///< its schedules, in a few words
  SearchMethod method = SearchMethod::layers;
  OverlapModes overlap{};  ///< of stages in grids
};

/// All of them: "layer" first, the whole space ("all") last.
std::span<const SearchSpace> searchSpaces();

/// Throws Error(usage) with the closest name where there is none.
const SearchSpace& searchSpaceNamed(const std::string& name);

/// Searches that space for the front of peak against extra MACs, and time where the program has
/// costs, and recommends one of its schedules (see `recommend`). `options.grids` are for those
/// spaces that have grids. What is found of the others is planned with `options.budget.arenaOf`.
SearchResult searchSpace(const Program& program, const SearchSpace& space,
                         const PatchSearchOptions& options);

/// "all:18776", "tigris:64KiB": the cheapest schedule of a space whose peak is no larger.
struct FrontWords {
  const SearchSpace* space = nullptr;
  Bytes peak;
};

/// Nothing of other words.
std::optional<FrontWords> frontWords(const std::string& text);

/// Searches for it; layer by layer where that does. Throws Error(unsupported) where there is none.
Schedule cheapestSchedule(const Program& program, const FrontWords& words, const Block& patches);

}  // namespace tessera
