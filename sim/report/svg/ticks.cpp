#include "sim/report/svg/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tessera::svg {
namespace {

std::vector<double> upTo(double most, double apart) {
  std::vector<double> ticks;
  const auto last = static_cast<int>(std::floor(most / apart * (1 + 1e-9)));
  for (int i = 0; i <= last; ++i) ticks.push_back(i * apart);
  return ticks;
}

}  // namespace

std::vector<double> decimalTicks(double most, int count, bool whole) {
  if (!(most > 0)) return {};
  const double least = most / count;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  double apart = 10 * power;
  for (const double factor : std::array{5.0, 2.0, 1.0}) {
    if (factor * power >= least * (1 - 1e-9)) apart = factor * power;
  }
  return upTo(most, whole ? std::max(1.0, apart) : apart);
}

std::vector<double> byteTicks(double most, int count) {
  if (!(most > 0)) return {};
  return upTo(most, std::max(1.0, std::exp2(std::ceil(std::log2(most / count)))));
}

}  // namespace tessera::svg
