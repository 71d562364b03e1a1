#include "sim/verify/activation_function.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "core/element_function.h"

namespace tessera::verify {

std::function<double(double)> elementFunction(const Activation& activation) {
  const ElementFunction* found = findElementFunction(activation.function);
  const std::vector<double>& given = activation.parameters;
  if (found == nullptr || found->real == nullptr) return {};
  if (given.size() != found->parameterCount() || !found->takes(1 + given.size())) return {};
  if (given.empty()) {
    return [real = found->real](double x) { return real(std::span<const double>(&x, 1)); };
  }
  std::array<double, 1 + std::tuple_size_v<decltype(ElementUse::parameters)>> arguments{};
  std::copy(given.begin(), given.end(), arguments.begin() + 1);
  return [real = found->real, count = 1 + given.size(), arguments](double x) mutable {
    arguments[0] = x;
    return real(std::span<const double>(arguments).first(count));
  };
}

}  // namespace tessera::verify
