#include "sim/verify/difference.h"

#include <fmt/format.h>

#include <type_traits>

#include "sim/verify/element.h"

namespace tessera::verify {

std::string elementText(const Difference& difference) {
  return fmt::format("[{}]", fmt::join(difference.element, ", "));
}

std::string storedText(const Tensor& tensor, const std::byte* at) {
  return withElementType(tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    const auto element = loadElement<Element>(at);
    if constexpr (std::is_integral_v<Element> || std::is_same_v<Element, Boolean>) {
      return std::to_string(toInteger(element));
    } else {
      std::string bits;
      for (std::size_t i = sizeof(Element); i-- > 0;) {
        bits += fmt::format("{:02x}", std::to_integer<unsigned>(at[i]));
      }
      return fmt::format("{:g} (0x{})", toReal(element), bits);
    }
  });
}

}  // namespace tessera::verify
