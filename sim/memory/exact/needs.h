#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/memory/exact/bounds.h"

namespace tessera {

/// A bound that a conflict needs.
struct Need {
  BoundName bound;
  Units value = 0;
};

/// Bounds that cannot all hold in any plan, while a conflict is traced back to the decisions that
/// led to it. What holds without decisions needs no mention.
class Needs {
 public:
  explicit Needs(const Packing& packing) : packing_(packing), states_(2 * packing.items()) {}

  /// Takes the present bounds as those that hold without decisions.
  void setRoot(const Bounds& bounds) {
    for (std::size_t item = 0; item < packing_.items(); ++item) {
      states_[2 * item].root = bounds.lower(item);
      states_[2 * item + 1].root = bounds.upper(item);
    }
  }
  Units rootLower(std::size_t item) const { return states_[2 * item].root; }
  Units rootUpper(std::size_t item) const { return states_[2 * item + 1].root; }

  /// Needs the offset to be at least `value`; it is a multiple of the alignment.
  void lower(std::size_t item, Units value) {
    const Units unit = packing_.alignment[item];
    if (unit > 1) value = multipleAtLeast(value, unit);
    State& state = states_[2 * item];
    if (value <= state.root) return;
    if (state.wanted)
      state.value = std::max(state.value, value);
    else
      want(static_cast<std::uint32_t>(2 * item), value);
  }

  /// Needs the offset to be at most `value`.
  void upper(std::size_t item, Units value) {
    const Units unit = packing_.alignment[item];
    if (unit > 1) value = multipleAtMost(value, unit);
    State& state = states_[2 * item + 1];
    if (value >= state.root) return;
    if (state.wanted)
      state.value = std::min(state.value, value);
    else
      want(static_cast<std::uint32_t>(2 * item + 1), value);
  }

  /// Whether the needed bound holds only since the change that was just undone.
  bool dependsOn(const Bounds::Change& change) const {
    const State& state = states_[keyOf(Bounds::boundOf(change))];
    if (!state.wanted) return false;
    return Bounds::boundOf(change).upper ? state.value < change.before
                                         : state.value > change.before;
  }

  /// Drops a needed bound and returns its value.
  Units drop(const BoundName& bound) {
    const std::uint32_t key = keyOf(bound);
    State& state = states_[key];
    state.wanted = false;
    wanted_[state.position] = wanted_.back();
    states_[wanted_.back()].position = state.position;
    wanted_.pop_back();
    return state.value;
  }

  void clear() {
    for (const std::uint32_t key : wanted_) states_[key].wanted = false;
    wanted_.clear();
  }

  template <class Visit>
  void forEach(const Visit& visit) const {
    for (const std::uint32_t key : wanted_) {
      visit(Need{{key / 2, key % 2 == 1}, states_[key].value});
    }
  }

 private:
  struct State {
    Units value = 0;
    Units root = 0;
    std::uint32_t position = 0;
    bool wanted = false;
  };

  static std::uint32_t keyOf(const BoundName& bound) {
    return 2 * bound.item + (bound.upper ? 1 : 0);
  }

  void want(std::uint32_t key, Units value) {
    State& state = states_[key];
    state.wanted = true;
    state.value = value;
    state.position = static_cast<std::uint32_t>(wanted_.size());
    wanted_.push_back(key);
  }

  const Packing& packing_;
  std::vector<State> states_;
  std::vector<std::uint32_t> wanted_;
};

}  // namespace tessera
