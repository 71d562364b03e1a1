#pragma once

#include <string>

#include "sim/run/arena.h"

namespace tessera {

/// The arena in one phrase: "54.0 KiB (55 296 B) by exact, proven least, no fragmentation"; "72.0
/// KiB (73 728 B) by tflm, may not be least (lower bound 54.0 KiB), 18.0 KiB of fragmentation".
std::string arenaText(const RunArena& arena);

/// ", the search was cut by its time limit": behind what is not proven; empty where the search
/// ended as it does everywhere.
std::string cutText(SearchEnd end);

/// "18.0 KiB (18 432 B), 25.0 % of the arena", or "none: the arena equals the peak".
std::string fragmentationText(const ArenaPlan& plan);

}  // namespace tessera
