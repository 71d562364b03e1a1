#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>

#include "core/error.h"
#include "core/tensor.h"

namespace tessera::verify {

/// IEEE 754 binary16 and bfloat16, as stored.
struct Half {
  std::uint16_t bits = 0;
};
struct BFloat16 {
  std::uint16_t bits = 0;
};
struct Boolean {
  std::uint8_t byte = 0;
};

float toFloat(Half half);
Half toHalf(float value);  ///< rounds to nearest, ties to even
float toFloat(BFloat16 value);
BFloat16 toBFloat16(float value);  ///< rounds to nearest, ties to even

template <class Element>
struct ElementType {
  using Type = Element;
};

/// Calls `use(ElementType<T>{})` for the C++ type of the tensor's elements. Throws
/// Error(unsupported) for types that the interpreter has none for.
template <class Use>
auto withElementType(const Tensor& tensor, const Use& use) {
  switch (tensor.dtype) {
    case DType::float32:
      return use(ElementType<float>{});
    case DType::float64:
      return use(ElementType<double>{});
    case DType::float16:
      return use(ElementType<Half>{});
    case DType::bfloat16:
      return use(ElementType<BFloat16>{});
    case DType::int8:
      return use(ElementType<std::int8_t>{});
    case DType::uint8:
      return use(ElementType<std::uint8_t>{});
    case DType::int16:
      return use(ElementType<std::int16_t>{});
    case DType::uint16:
      return use(ElementType<std::uint16_t>{});
    case DType::int32:
      return use(ElementType<std::int32_t>{});
    case DType::uint32:
      return use(ElementType<std::uint32_t>{});
    case DType::int64:
      return use(ElementType<std::int64_t>{});
    case DType::uint64:
      return use(ElementType<std::uint64_t>{});
    case DType::boolean:
      return use(ElementType<Boolean>{});
    default:
      throw Error(ErrorCode::unsupported,
                  "the interpreter has no values of type " + std::string(name(tensor.dtype)),
                  "tensor '" + tensor.name + "'", "convert the model to a type of whole bytes");
  }
}

/// Elements may lie at any address.
template <class Element>
Element loadElement(const std::byte* at) {
  Element element;
  std::memcpy(&element, at, sizeof(Element));
  return element;
}

template <class Element>
void storeElement(std::byte* at, Element element) {
  std::memcpy(at, &element, sizeof(Element));
}

template <class Element>
double toReal(Element element) {
  if constexpr (std::is_same_v<Element, Half> || std::is_same_v<Element, BFloat16>) {
    return toFloat(element);
  } else if constexpr (std::is_same_v<Element, Boolean>) {
    return element.byte != 0 ? 1.0 : 0.0;
  } else {
    return static_cast<double>(element);
  }
}

/// Rounds ties to even and saturates where the element is an integer; NaN becomes 0 there.
template <class Element>
Element fromReal(double value) {
  if constexpr (std::is_same_v<Element, Half>) {
    return toHalf(static_cast<float>(value));
  } else if constexpr (std::is_same_v<Element, BFloat16>) {
    return toBFloat16(static_cast<float>(value));
  } else if constexpr (std::is_same_v<Element, Boolean>) {
    return {static_cast<std::uint8_t>(value != 0.0)};
  } else if constexpr (std::is_floating_point_v<Element>) {
    return static_cast<Element>(value);
  } else {
    using Limits = std::numeric_limits<Element>;
    if (std::isnan(value)) return 0;
    const double whole = std::nearbyint(value);
    if (whole <= static_cast<double>(Limits::min())) return Limits::min();
    if (whole >= static_cast<double>(Limits::max())) return Limits::max();
    return static_cast<Element>(whole);
  }
}

/// The integer value; of a floating-point element the one towards zero.
template <class Element>
std::int64_t toInteger(Element element) {
  if constexpr (std::is_integral_v<Element>) {
    return static_cast<std::int64_t>(element);
  } else if constexpr (std::is_same_v<Element, Boolean>) {
    return element.byte != 0 ? 1 : 0;
  } else {
    return fromReal<std::int64_t>(std::trunc(toReal(element)));
  }
}

/// Keeps the low bits where the element is a narrower integer.
template <class Element>
Element fromInteger(std::int64_t value) {
  if constexpr (std::is_integral_v<Element>) {
    return static_cast<Element>(value);
  } else if constexpr (std::is_same_v<Element, Boolean>) {
    return {static_cast<std::uint8_t>(value != 0)};
  } else {
    return fromReal<Element>(static_cast<double>(value));
  }
}

}  // namespace tessera::verify
