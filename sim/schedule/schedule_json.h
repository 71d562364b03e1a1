#pragma once

#include <string>

#include "sim/schedule/schedule.h"

namespace tessera {

/// The schedule that a JSON text of docs/schedule.md describes; `file` is what errors call it, and
/// the schedule's name where it gives none.
///
/// Operators that no block names run layer by layer in between, as `completed` places them. A text
/// whose blocks cover every operator says the order too: its blocks run as they are listed.
///
/// Throws Error(input), with "FILE:LINE: key 'blocks[0].grid'" as its place, on malformed JSON,
/// wrong types, unknown keys, values, operators and tensors, another version, blocks that share an
/// operator, and where the result is not executable (see `checkSchedule`).
Schedule readSchedule(const Graph& graph, const std::string& text, const std::string& file);

/// A text that `readSchedule` reads back as the same blocks in the same order, as short as that
/// allows: blocks of one whole operator are left out where they follow from the others. Throws
/// Error(input) where the schedule is not executable.
std::string writeSchedule(const Graph& graph, const Schedule& schedule);

}  // namespace tessera
