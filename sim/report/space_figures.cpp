#include "sim/report/space_figures.h"

#include <fmt/core.h>

namespace tessera {

std::string widthText(const nas::ArchitectureSpace& space, const nas::SpaceRow& row) {
  return fmt::format("{:g}", space.widths[row.width]);
}

std::string resolutionText(const nas::ArchitectureSpace& space, const nas::SpaceRow& row) {
  const auto& [rows, columns] = space.resolutions[row.resolution];
  return rows == columns ? std::to_string(rows) : fmt::format("{}x{}", rows, columns);
}

std::string rowName(const nas::ArchitectureSpace& space, const nas::SpaceRow& row) {
  return fmt::format("width {} at {}", widthText(space, row), resolutionText(space, row));
}

}  // namespace tessera
