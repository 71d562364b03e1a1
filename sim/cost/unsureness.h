#pragma once

#include <span>

#include "sim/cost/latency_model.h"

namespace tessera {

/// The share of each term in counted cycles; all 0 where nothing is counted.
TermCycles sharesOf(const TermCycles& counted);

/// How much less sure a fit to those families is of a network than of one whose factors it knew
/// exactly: 1 at least, 1.1 to 1.2 amid many families, 2.5 to 3.4 where two families know nothing
/// of the network's kernels. The standard deviation of a linear model's prediction, in that of its
/// noise: sqrt(1 + v' (A'A + W)^-1 v), with a row (shares, 1 for the scale) in A for each family, v
/// that of the network, and in W the weight that holds each factor (C. Rasmussen, C. Williams,
/// Gaussian Processes for Machine Learning, 2006, equation 2.9).
///
/// 1 where no family or no cycles of the network are known.
double unsureness(std::span<const FamilyMix> families, const TermCycles& counted);

}  // namespace tessera
