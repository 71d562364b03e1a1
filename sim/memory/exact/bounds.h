#pragma once

#include <cstdint>
#include <vector>

#include "sim/memory/exact/packing.h"

namespace tessera {

/// A bound on the offset of an item: at least the value (lower) or at most (upper).
struct BoundName {
  std::uint32_t item = 0;
  bool upper = false;
};

/// Why a bound holds; explanations are built from it only when a conflict asks for them.
struct Reason {
  enum class Kind : std::uint8_t {
    decision,      ///< the search put the item at its lowest offset
    pair,          ///< `index`, a neighbour of `item`, may not lie on the other side
    sectionBelow,  ///< it lies below items of a section that need all the room above `edge`
    sectionAbove,  ///< it is one of those, above what lies below them
    learnt,        ///< `index`, `count`: bounds that are a conflict together with the decision
    bookkeeping,   ///< of the search itself: no bound
  };
  Kind kind = Kind::bookkeeping;
  bool mirrored = false;   ///< sections: read from the top of the arena
  std::uint32_t item = 0;  ///< pair: whose neighbour it is
  std::size_t index = 0;   ///< pair: the neighbour; section: which; learnt: where the list begins
  Units edge = 0;          ///< sections: what the upper items lie above
  Units limit = 0;         ///< sections: what all of them lie below
  std::size_t count = 0;   ///< learnt: length of the list
};

/// What is known of each item on the present branch of the search, with a trail to take it back.
class Bounds {
 public:
  /// One value that changed.
  struct Change {
    std::uint32_t item = 0;
    std::uint8_t field = 0;
    Units before = 0;
    Reason reason;
  };

  explicit Bounds(std::size_t items) : states_(items) {}

  std::size_t items() const { return states_.size(); }
  Units lower(std::size_t item) const { return states_[item].values[lowerField]; }
  Units upper(std::size_t item) const { return states_[item].values[upperField]; }
  /// The highest rounded end of its placed neighbours: where it comes to rest.
  Units floor(std::size_t item) const { return states_[item].values[floorField]; }
  bool placed(std::size_t item) const { return states_[item].values[placedField] != 0; }

  void setLower(std::size_t item, Units value, const Reason& reason) {
    set(item, lowerField, value, reason);
  }
  void setUpper(std::size_t item, Units value, const Reason& reason) {
    set(item, upperField, value, reason);
  }
  void setFloor(std::size_t item, Units value) { set(item, floorField, value, {}); }
  void setPlaced(std::size_t item) { set(item, placedField, 1, {}); }

  std::size_t changes() const { return trail_.size(); }
  /// Takes the last change back and returns it.
  Change undo() {
    const Change change = trail_.back();
    trail_.pop_back();
    states_[change.item].values[change.field] = change.before;
    return change;
  }
  /// Makes all that is known permanent.
  void forgetTrail() { trail_.clear(); }

  static bool isBound(const Change& change) { return change.field <= upperField; }
  static BoundName boundOf(const Change& change) {
    return {change.item, change.field == upperField};
  }

 private:
  static constexpr std::uint8_t lowerField = 0;
  static constexpr std::uint8_t upperField = 1;
  static constexpr std::uint8_t floorField = 2;
  static constexpr std::uint8_t placedField = 3;
  struct State {
    Units values[4] = {0, 0, 0, 0};
  };

  void set(std::size_t item, std::uint8_t field, Units value, const Reason& reason) {
    Units& current = states_[item].values[field];
    trail_.push_back({static_cast<std::uint32_t>(item), field, current, reason});
    current = value;
  }

  std::vector<State> states_;
  std::vector<Change> trail_;
};

}  // namespace tessera
