#pragma once

#include <string>

#include "sim/nas/space_study.h"

namespace tessera {

/// "0.5".
std::string widthText(const nas::ArchitectureSpace& space, const nas::SpaceRow& row);

/// "144", "49x10".
std::string resolutionText(const nas::ArchitectureSpace& space, const nas::SpaceRow& row);

/// "width 0.5 at 144".
std::string rowName(const nas::ArchitectureSpace& space, const nas::SpaceRow& row);

}  // namespace tessera
