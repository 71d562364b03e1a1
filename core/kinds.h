#pragma once

#include <concepts>
#include <variant>

#include "core/operator.h"

namespace tessera {

// Every question about an operator's kind is answered kind by kind and never for "all others": a
// kind that is added to `Attributes` does not compile until each of them has its answer.

/// True where `Kind` is among `Kinds`: for visitors, the kinds that share an answer.
template <class Kind, class... Kinds>
concept OneOf = (std::same_as<Kind, Kinds> || ...);

template <class... Kinds>
struct KindList {};

/// The answer to a question of yes or no: true for the kinds of the first list.
template <class... Yes, class... No>
bool isAmong(const Attributes& kind, KindList<Yes...>, KindList<No...>) {
  static_assert(sizeof...(Yes) + sizeof...(No) == std::variant_size_v<Attributes>,
                "each kind has one answer");
  return std::visit(
      []<OneOf<Yes..., No...> Kind>(const Kind&) { return OneOf<Kind, Yes...>; }, kind);
}

template <class Yes, class No>
bool isAmong(const Operator& op, Yes yes, No no) {
  return isAmong(op.attributes, yes, no);
}

}  // namespace tessera
