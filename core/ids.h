#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace tessera {

/// An index into one of a graph's tables; ids of two tables never mix.
template <class Table>
struct Id {
  std::uint32_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using TensorId = Id<struct TensorTable>;
using OperatorId = Id<struct OperatorTable>;

}  // namespace tessera
