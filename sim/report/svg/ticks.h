#pragma once

#include <vector>

namespace tessera::svg {

/// From 0 up to `most`, at most `count` steps apart by 1, 2 or 5 times a power of ten; `whole`: by
/// no less than 1. Empty where `most` is not above 0.
std::vector<double> decimalTicks(double most, int count, bool whole);

/// The same for bytes: apart by a power of two.
std::vector<double> byteTicks(double most, int count);

}  // namespace tessera::svg
