#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "core/checked.h"
#include "sim/memory/chains.h"
#include "sim/memory/plan.h"

namespace tessera {

/// Addresses and sizes of a Packing, in multiples of its unit.
using Units = std::int64_t;

/// More than any sum of sizes: a distance that forbids an order.
constexpr Units neverUnits = Units{1} << 61;

/// The least multiple of `unit` that is not below `value`, which may be negative.
constexpr Units multipleAtLeast(Units value, Units unit) { return -floorDiv(-value, unit) * unit; }
/// The largest multiple of `unit` that is not above `value`.
constexpr Units multipleAtMost(Units value, Units unit) { return floorDiv(value, unit) * unit; }

/// What an item asks for in a section: `size` from `shift` above its offset. Of an item of which
/// several buffers live in the section, the longest run without a gap.
struct PackingMember {
  std::uint32_t item = 0;
  Units size = 0;
  Units shift = 0;
};

/// An item that shares a section with another one, seen from the other: either it lies at least
/// `above` higher, or at least `below` lower (`neverUnits`: it may not). Negative numbers are of
/// chains with distances: there the same neighbour may be listed again, as a buffer of one may lie
/// between two of the other.
struct PackingNeighbour {
  std::uint32_t item = 0;
  Units above = 0;
  Units below = 0;
};

/// Rows of different length, one behind the other.
template <class Value>
struct Rows {
  std::vector<Value> values;
  std::vector<std::size_t> begins{0};

  std::size_t size() const { return begins.size() - 1; }
  std::span<const Value> operator[](std::size_t row) const {
    return {values.data() + begins[row], values.data() + begins[row + 1]};
  }
  void endRow() { begins.push_back(values.size()); }
};

/// Chains to be placed, as the exact search sees them: items with offsets in units, and time as
/// *sections*, the sets of live buffers that no neighbouring moment's set contains. Two items may
/// not overlap where they share a section, and nothing else matters of their live ranges.
///
/// The unit is the largest number that all offsets of a plan without needless gaps and all shifts
/// are multiples of, so sizes are rounded up to it; only what lies last in the arena has the
/// rounding to spare, which `extent` keeps.
struct Packing {
  Bytes unit{1};
  std::vector<Units> alignment;             ///< of each item
  std::vector<std::optional<Units>> fixed;  ///< of each item, where it must lie
  std::vector<Bytes> extent;                ///< of each item, unrounded
  Rows<PackingNeighbour> neighbours;        ///< of each item
  Rows<PackingMember> sections;             ///< the items of each
  Rows<std::uint32_t> sectionsOf;           ///< of each item, in time order
  std::vector<double> area;                 ///< of each item: its sizes over its sections
  bool interlocking = false;  ///< an item may lie below a neighbour with a lower offset

  std::size_t items() const { return alignment.size(); }
  /// The highest offset at which an item ends within `capacity`; negative where there is none.
  Units highest(std::size_t item, Bytes capacity) const;
  /// The least arena above `capacity` that any plan can have: an item's extent above a multiple of
  /// the unit.
  Bytes nextArena(Bytes capacity) const;
};

/// The packing of some chains of a problem, without their buffers of size zero; each of them must
/// have another one. Nothing where it has more than `most` pairs of neighbours or section members:
/// too large for exact search.
std::optional<Packing> packingOf(const PlanProblem& problem, std::span<const Chain> chains,
                                 std::size_t most = std::size_t{1} << 20);

}  // namespace tessera
