#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/memory/plan.h"
#include "sim/report/text_style.h"

namespace tessera {

inline constexpr std::string_view sharedMark = "#";

/// A picture of the arena: steps from left to right, addresses from the bottom up, and in each cell
/// the mark (one column wide) of the buffer that fills most of it; a dot where most of it is free,
/// and `sharedMark` where live buffers that a distance relates share most of it.
/// `marks` has one for each buffer. Fits the style's width; empty where nothing takes bytes.
///
/// Example: of 10 B in [0,2), 20 B in [1,3) and 10 B in [2,4) at offsets 0, 10, 0:
///
///      30 B
///           ...bbbbbb...
///           aaaaaacccccc
///         0 └──┬──┬──┬──
///           0  1  2  3
///
/// The same where the 20 B are written over the first 10 B, 14 B lower:
///
///      30 B
///           ......cccccc
///           aaa###bbb...
///         0 ...bbbbbb...
std::string arenaMapText(const PlanProblem& problem, const ArenaPlan& plan,
                         const std::vector<std::string>& marks, const TextStyle& style);

}  // namespace tessera
