#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/schedule/schedule.h"

namespace tessera {

/// A published way to run a network in little SRAM, as a part of the schedule space that a user can
/// ask for by name.
struct SubSpace {
  std::string_view name;    ///< before the colon
  std::string_view form;    ///< how its schedules are written
  std::string_view system;  ///< who published it
  std::string_view what;    ///< its blocks, in a few words
};

/// All of them, "patch" first.
std::span<const SubSpace> subSpaces();

/// The sub-space that the words begin with ("streamnet:..."); nothing where they begin with none.
const SubSpace* subSpaceOf(const std::string& words);

/// The blocks that words of a sub-space other than "auto" ask for; all other operators run layer by
/// layer. `patches` gives tile policy, stage input and tile buffers. Throws Error(usage) where the
/// words make no sense, Error(unsupported) where a block cannot run in patches.
Schedule inSubSpace(const Graph& graph, const std::string& words, const Block& patches);

}  // namespace tessera
