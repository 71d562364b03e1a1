#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/run_view.h"
#include "sim/report/svg/markup.h"

/// What the pictures share: their width, their margins, and what stands around the plots.
namespace tessera::svg {

constexpr double pictureWidth = 1000;
constexpr double plotLeft = 76;
constexpr double plotWidth = pictureWidth - plotLeft - 20;
constexpr double headHeight = 76;  ///< of the two lines and the legend above the plots
constexpr std::size_t longestTitle = 100;

/// A whole SVG picture of that height: style sheet, background, and at the top the headline, which
/// names it, and a quieter line.
std::string picture(double height, const std::string& headline, const std::string& subtitle,
                    const std::string& drawn);

/// Below the head: a swatch and a word for each kind of buffer that one of the runs has, and for
/// free space.
std::string legend(const std::vector<RunView>& views);

/// "Live SRAM by kind of buffer; BOARD has 256.0 KiB contiguous".
std::string memorySubtitle(const std::optional<TargetReport>& target);

/// "172.0 KiB by exact, no fragmentation".
std::string arenaWords(const RunArena& arena);

}  // namespace tessera::svg
