#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/search/order/problem.h"

namespace tessera {

/// Operators that every order runs one after another between the same two: where an operator
/// depends on all before it and all after it depend on it, the problem falls apart, and the least
/// peak is the largest of the sections' least peaks. Flat tables of plain integers for the search's
/// inner loop; operators are numbered from 0 in the given order, which is executable.
struct OrderSection {
  /// A run of entries in `numbers`.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  static constexpr std::uint32_t none = UINT32_MAX;

  struct Operator {
    std::int64_t step = 0;  ///< bytes that it adds to the live ones while it runs: outputs, scratch
    std::int64_t born = 0;  ///< bytes of its outputs that are live after it
    std::int64_t shared = 0;          ///< bytes less while it runs, where `overwrites` dies
    std::uint32_t overwrites = none;  ///< tensor
    Range inputs;                     ///< tensors that may die here
    Range predecessors;               ///< operators of this section, each once
    Range successors;
  };

  /// A tensor that dies in this section.
  struct Tensor {
    std::int64_t bytes = 0;
    std::uint32_t producer = none;  ///< nothing: live when the section begins
    Range readers;                  ///< operators of this section
  };

  std::uint32_t first = 0;     ///< the problem's index of operator 0
  std::int64_t entry = 0;      ///< bytes live before the section and after its first step
  std::int64_t entryOnce = 0;  ///< bytes live before the section and in its first step only
  std::vector<Operator> operators;
  std::vector<Tensor> tensors;
  std::vector<std::uint32_t> numbers;

  std::span<const std::uint32_t> slice(Range range) const {
    return std::span(numbers).subspan(range.begin, range.end - range.begin);
  }
};

/// A problem, divided.
struct Division {
  std::vector<bool> isFixed;           ///< by operator: it runs at this place in every order
  std::vector<OrderSection> sections;  ///< the others, from one fixed operator to the next
};

/// Divides the problem (which satisfies `checkProblem`) wherever it falls apart, in linear time.
/// The step of a fixed operator has the same bytes in every order.
Division divided(const OrderProblem& problem);

/// The bytes of each operator's step, by operator, in that order (which must be executable).
std::vector<std::int64_t> sectionSteps(const OrderSection& section,
                                       std::span<const std::uint32_t> order);

/// What no order of the section can be below: for each operator what it reads and writes.
std::int64_t trivialBound(const OrderSection& section);

}  // namespace tessera
