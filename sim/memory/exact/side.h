#pragma once

#include <algorithm>

#include "sim/memory/exact/propagation.h"

namespace tessera {

/// Section reasoning reads the arena from the bottom up...
struct Upward {
  static constexpr bool mirrored = false;
  static Units earliest(const Bounds& bounds, const PackingMember& member) {
    return bounds.lower(member.item) + member.shift;
  }
  static Units latestEnd(const Bounds& bounds, const PackingMember& member) {
    return bounds.upper(member.item) + member.shift + member.size;
  }
  static bool raise(Propagation& to, const PackingMember& member, Units value,
                    const Reason& reason) {
    return to.raiseLower(member.item, value - member.shift, reason);
  }
  static bool endBy(Propagation& to, const PackingMember& member, Units value,
                    const Reason& reason) {
    return to.reduceUpper(member.item, value - member.size - member.shift, reason);
  }
  static void needEarliest(Needs& needs, const PackingMember& member, Units value) {
    needs.lower(member.item, value - member.shift);
  }
  static void needEnd(Needs& needs, const PackingMember& member, Units value) {
    needs.upper(member.item, value - member.size - member.shift);
  }
};

/// ...and from the top down, where an address a is -a, so that the end of an item is its beginning.
struct Downward {
  static constexpr bool mirrored = true;
  static Units earliest(const Bounds& bounds, const PackingMember& member) {
    return -Upward::latestEnd(bounds, member);
  }
  static Units latestEnd(const Bounds& bounds, const PackingMember& member) {
    return -Upward::earliest(bounds, member);
  }
  static bool raise(Propagation& to, const PackingMember& member, Units value,
                    const Reason& reason) {
    return Upward::endBy(to, member, -value, reason);
  }
  static bool endBy(Propagation& to, const PackingMember& member, Units value,
                    const Reason& reason) {
    return Upward::raise(to, member, -value, reason);
  }
  static void needEarliest(Needs& needs, const PackingMember& member, Units value) {
    Upward::needEnd(needs, member, -value);
  }
  static void needEnd(Needs& needs, const PackingMember& member, Units value) {
    Upward::needEarliest(needs, member, -value);
  }
};

}  // namespace tessera
