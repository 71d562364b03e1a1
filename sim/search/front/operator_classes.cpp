#include "sim/search/front/operator_classes.h"

#include <algorithm>

namespace tessera {

OperatorClasses operatorClasses(std::size_t begin, std::size_t end,
                                std::vector<std::size_t> lasts) {
  std::sort(lasts.begin(), lasts.end());
  lasts.erase(std::unique(lasts.begin(), lasts.end()), lasts.end());
  OperatorClasses classes;
  auto from = static_cast<std::int64_t>(begin);
  const auto behind = static_cast<std::int64_t>(end) + 1;
  for (const std::size_t reader : lasts) {
    const auto last = static_cast<std::int64_t>(reader);
    if (last > from) classes.push_back({from, last});
    classes.push_back({last, last + 1});
    from = last + 1;
  }
  if (from < behind) classes.push_back({from, behind});
  return classes;
}

std::vector<std::size_t> classesIn(const OperatorClasses& from, const OperatorClasses& to) {
  std::vector<std::size_t> numbers;
  std::size_t number = 0;
  for (const Interval& of : from) {
    while (to[number].end <= of.begin) ++number;
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace tessera
