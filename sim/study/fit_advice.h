#pragma once

#include <string>
#include <vector>

#include "sim/study/fit_question.h"

namespace tessera {

/// A change that was tried, and the row that came of it: its request asks for just that.
struct Advice {
  std::string change;  ///< "in patches, patch:2x2@8"
  std::string price;   ///< "+7.3 % MACs; tinyengine runs patches"
  FitRow row;
};

/// What would bring a run that does not fit closer to fitting: every change is run, those that
/// bring it no closer are left out. What fits comes first; of the rest what needs least.
///
/// Tried are, one at a time: layer by layer, another order of the operators, another planner, a
/// patch schedule under the runtimes that run one, a streamed input, every other runtime that is
/// made for the board, the least board that Tessera knows, int8, and a smaller input.
std::vector<Advice> whatHelps(const FitRow& row, const FitQuestion& question,
                              const ModelReader& reader, const FitWatch& watch);

}  // namespace tessera
