#pragma once

#include <cstdint>
#include <string_view>

namespace tessera {

/// Why a search for the best of something ended. Without a proof the best found may not be it.
enum class SearchEnd : std::uint8_t {
  proven,     ///< nothing is better, or what was found is enough
  exhausted,  ///< it has tried what it can
  steps,      ///< its limit of steps, which repeats on every machine
  time,       ///< the user's time limit
  stopped,    ///< somebody stopped it
  memory,     ///< its limit of memory
};

std::string_view name(SearchEnd end);  // "proven", "exhausted", "steps", ...

/// Whether it ended where another machine, or another run, need not end.
bool isCut(SearchEnd end);

}  // namespace tessera
