#include "sim/cost/engine_version.h"

#include <vector>

namespace tessera {
namespace {

/// The numbers in a version: "10.0.0" -> 10, 0, 0.
std::vector<double> numbersIn(std::string_view version) {
  std::vector<double> numbers;
  bool inside = false;
  for (const char c : version) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) numbers.push_back(0);
    if (digit && numbers.back() < 100'000) numbers.back() = numbers.back() * 10 + (c - '0');
    inside = digit;
  }
  while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
  return numbers;
}

}  // namespace

bool olderVersion(std::string_view a, std::string_view b) { return numbersIn(a) < numbersIn(b); }

/// A number that grows with the version: 8.1 -> 8.01.
double versionPlace(std::string_view version) {
  double sum = 0;
  double unit = 1;
  for (const double number : numbersIn(version)) {
    sum += unit * number;
    unit /= 100;
  }
  return sum;
}

bool sameVersion(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto numbers = numbersIn(a);
  return !numbers.empty() && numbers == numbersIn(b);
}

}  // namespace tessera
