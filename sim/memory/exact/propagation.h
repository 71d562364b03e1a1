#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/memory/exact/bounds.h"
#include "sim/memory/exact/needs.h"
#include "sim/memory/exact/packing.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// Draws the conclusions of what is known of the items of a packing, until nothing new follows or
/// some bounds contradict each other.
///
/// Two kinds of conclusions:
/// - Pairs: of two neighbours one lies above the other. Where only one order is left, each pushes
///   the other's bound.
/// - Sections (edge finding, as in scheduling one machine; J. Carlier, E. Pinson 1989): where the
///   items that must lie above some address need more than there is up to the highest end, there is
///   a contradiction. Where one more item does not fit among them, it lies below all of them: they
///   rise above it, and it ends before they begin to need the room. And the same mirrored, from the
///   top of the arena down.
///
/// Placed items stay out of the sections: all others of their sections lie above them, but for
/// packings that interlock, where the pairs alone keep these apart.
class Propagation {
 public:
  Propagation(const Packing& packing, Stopper& stopper);

  Bounds bounds;
  Needs needs;  ///< after a contradiction: bounds that hold now and cannot hold together

  /// Each returns false where it contradicts what is known.
  bool raiseLower(std::size_t item, Units value, const Reason& reason);
  bool reduceUpper(std::size_t item, Units value, const Reason& reason);
  bool drawConclusions();

  /// Needs instead of `value` of a bound what that followed from. `change` set the bound and has
  /// just been taken back, so that everything is known that was known before it; `learnt` is its
  /// list where it was learnt. No decisions.
  void explain(const Bounds::Change& change, Units value, std::span<const Need> learnt);

  /// Looks at the item again, though its bounds are what they were.
  void lookAt(std::size_t item);
  void lookAtSections(std::size_t item);
  /// Forgets what it was about to look at.
  void clear();

  /// The needs that "`below` lies below `above`, at least `distance` lower" is impossible.
  void needNotBelow(std::size_t below, Units distance, std::size_t above);

 private:
  struct Member {
    PackingMember asks;
    Units edge = 0;  ///< its lowest place; mirrored: its highest end, negated
  };

  bool settled(std::size_t item) const { return bounds.placed(item) && !packing_.interlocking; }
  bool visitPairs(std::size_t item);
  bool visitPair(std::size_t item, std::size_t index);

  void explainPair(const Bounds::Change& change, Units value);
  template <class Side>
  void explainSection(const Bounds::Change& change, Units value);
  template <class Side>
  void explainRise(const Reason& reason, Units slack, Units value);

  bool visitSection(std::size_t section);
  template <class Side>
  bool visitSide(std::size_t section);
  template <class Side>
  Units collectMembers(std::size_t section);
  template <class Side>
  bool pushBelow(std::size_t section, std::size_t first, Units energy, Units limit);

  const Packing& packing_;
  Stopper& stopper_;
  std::vector<std::uint32_t> changedItems_;
  std::vector<std::uint32_t> dirtySections_;
  std::vector<char> isChanged_;
  std::vector<char> isDirty_;
  /// The members of each section by their edge, of both sides: nearly sorted from the last visit.
  std::vector<PackingMember> ordered_[2];
  std::vector<Member> members_;      // of the section in hand, those not placed
  std::vector<Units> largestBelow_;  // of members_: the largest size before each
};

}  // namespace tessera
