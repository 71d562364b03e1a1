#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "sim/memory/exact/propagation.h"

namespace tessera {

enum class SearchStatus : std::uint8_t {
  found,       ///< the items have offsets within the capacity
  impossible,  ///< proven: no offsets are
  undecided,   ///< the conflicts allowed are used up
  stopped,     ///< by the stopper
};

/// Which of several items that may lie equally low is placed first: the one that was in more
/// conflicts, then by this.
enum class TieRule : std::uint8_t { area, duration };

/// Looks for offsets of all items of a packing within a capacity, by depth-first search.
///
/// If there is a plan, there is one without needless gaps, in which every item rests: on the bottom
/// of the arena, or on the end of another one (rounded up to its alignment). The search builds
/// these plans from the bottom up. A branch takes an item that can rest at its lowest offset, on
/// placed ones, with no unplaced item fitting below it, and tries that; after that it must lie
/// higher, and so rest on one that is not placed yet. Every step draws conclusions (`Propagation`).
///
/// In a packing that interlocks the order of offsets is not that of rest: an item may rest on one
/// of a higher offset, placed or not, and what is placed later may lie below it. There a branch is
/// the lowest offset of an item or any higher one at which something can hold it, and the pairs
/// that stay open are closed later.
///
/// Where bounds contradict each other, the contradiction is traced back through the reasons of the
/// bounds to the latest decision that has a part in it: conflict-directed backjumping (P. Prosser
/// 1993), with the explanations of lazy clause generation (O. Ohrimenko et al. 2009). Decisions in
/// between, often about other times, are undone without their alternatives. What is left of the
/// contradiction becomes the reason why the item lies higher. Nothing is learnt beyond the branch
/// but how often each item was in a contradiction.
///
/// `run` works in slices that start again from the root; each but the first shuffles the ties a
/// little. The same calls give the same result.
class PackingSearch {
 public:
  PackingSearch(const Packing& packing, Stopper& stopper);

  /// Starts to look for plans within this capacity.
  void setCapacity(Bytes capacity);

  /// One slice: until `conflicts` contradictions were met.
  SearchStatus run(TieRule rule, std::size_t conflicts);

  /// After `found`: the offset of an item.
  Units offset(std::size_t item) const { return propagation_.bounds.lower(item); }

 private:
  bool propagateRoot();
  void backToRoot();
  void setPriorities(TieRule rule);

  std::size_t firstChoice() const;
  std::size_t lowestFitting(std::size_t item) const;
  bool next(std::size_t& item);
  bool decide(std::size_t item);

  Units lowestSupport(std::size_t item, Units base) const;
  bool liftAbove(std::size_t item, Units base);
  bool recover();
  bool traceBack(std::size_t& item);

  const Packing& packing_;
  Stopper& stopper_;
  Propagation propagation_;
  std::vector<Need> learnt_;         // the lists of the reasons that are `learnt`
  std::vector<double> conflictsOf_;  // of each item, how many it was in
  std::vector<double> priorities_;
  std::mt19937_64 random_{1};
  std::size_t slices_ = 0;
  bool rootDone_ = false;
  bool impossible_ = false;
};

}  // namespace tessera
