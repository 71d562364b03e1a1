#pragma once

#include <algorithm>

#include "sim/memory/exact/propagation.h"

namespace tessera {

/// Section reasoning reads the arena from the bottom up...
struct Upward {
  static constexpr bool mirrored = false;
  static Units earliest(const Bounds& bounds, std::size_t item, Units) {
    return bounds.lower(item);
  }
  static Units latestEnd(const Bounds& bounds, std::size_t item, Units size) {
    return bounds.upper(item) + size;
  }
  static bool raise(Propagation& to, std::size_t item, Units, Units value, const Reason& reason) {
    return to.raiseLower(item, value, reason);
  }
  static bool endBy(Propagation& to, std::size_t item, Units size, Units value,
                    const Reason& reason) {
    return to.reduceUpper(item, value - size, reason);
  }
  static void needEarliest(Needs& needs, std::size_t item, Units, Units value) {
    needs.lower(item, value);
  }
  static void needEnd(Needs& needs, std::size_t item, Units size, Units value) {
    needs.upper(item, value - size);
  }
};

/// ...and from the top down, where an address a is -a, so that the end of an item is its beginning.
struct Downward {
  static constexpr bool mirrored = true;
  static Units earliest(const Bounds& bounds, std::size_t item, Units size) {
    return -(bounds.upper(item) + size);
  }
  static Units latestEnd(const Bounds& bounds, std::size_t item, Units) {
    return -bounds.lower(item);
  }
  static bool raise(Propagation& to, std::size_t item, Units size, Units value,
                    const Reason& reason) {
    return to.reduceUpper(item, -value - size, reason);
  }
  static bool endBy(Propagation& to, std::size_t item, Units, Units value, const Reason& reason) {
    return to.raiseLower(item, -value, reason);
  }
  static void needEarliest(Needs& needs, std::size_t item, Units size, Units value) {
    needs.upper(item, -value - size);
  }
  static void needEnd(Needs& needs, std::size_t item, Units, Units value) {
    needs.lower(item, -value);
  }
};

}  // namespace tessera
