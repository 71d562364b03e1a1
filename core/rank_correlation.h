#pragma once

#include <vector>

namespace tessera {

/// Spearman's rank correlation of two lists of one length; 1 where either does not vary.
double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace tessera
