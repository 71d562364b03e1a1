#include "sim/memory/exact/packing_search.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace tessera {
namespace {

constexpr std::size_t noItem = std::numeric_limits<std::size_t>::max();

}  // namespace

PackingSearch::PackingSearch(const Packing& packing, Stopper& stopper)
    : packing_(packing),
      stopper_(stopper),
      propagation_(packing, stopper),
      conflictsOf_(packing.items(), 0),
      priorities_(packing.items(), 0) {}

void PackingSearch::setCapacity(Bytes capacity) {
  propagation_.clear();
  propagation_.needs.clear();
  learnt_.clear();
  rootDone_ = impossible_ = false;
  Bounds& bounds = propagation_.bounds;
  bounds = Bounds(packing_.items());
  for (std::size_t item = 0; item < packing_.items(); ++item) {
    const Units highest = packing_.highest(item, capacity);
    const Units lowest = packing_.fixed[item].value_or(0);
    impossible_ = impossible_ || lowest > highest;
    bounds.setLower(item, lowest, {});
    bounds.setUpper(item, packing_.fixed[item].value_or(highest), {});
    propagation_.lookAt(item);
  }
}

SearchStatus PackingSearch::run(TieRule rule, std::size_t conflicts) {
  if (impossible_ || !propagateRoot()) return SearchStatus::impossible;
  setPriorities(rule);
  while (!stopper_.stopped()) {
    std::size_t item = noItem;
    bool consistent = next(item);
    if (stopper_.reason()) break;  // then no item does not mean that all are placed
    if (consistent && item == noItem) return SearchStatus::found;
    consistent = consistent && decide(item);
    while (!consistent && !stopper_.stopped()) {
      if (conflicts-- == 0) {
        backToRoot();
        return SearchStatus::undecided;
      }
      consistent = recover();
      if (impossible_) return SearchStatus::impossible;
    }
  }
  return SearchStatus::stopped;
}

bool PackingSearch::propagateRoot() {
  if (rootDone_) return true;
  impossible_ = !propagation_.drawConclusions();
  propagation_.needs.clear();
  propagation_.needs.setRoot(propagation_.bounds);
  propagation_.bounds.forgetTrail();
  rootDone_ = true;
  return !impossible_;
}

void PackingSearch::backToRoot() {
  while (propagation_.bounds.changes() > 0) propagation_.bounds.undo();
  propagation_.clear();
  propagation_.needs.clear();
  learnt_.clear();
}

void PackingSearch::setPriorities(TieRule rule) {
  ++slices_;
  for (std::size_t item = 0; item < packing_.items(); ++item) {
    const double duration = static_cast<double>(packing_.sectionsOf[item].size());
    const double area = packing_.area[item];
    const double shuffle = slices_ <= 2 ? 0 : static_cast<double>(random_() % 1000) / 1000;
    priorities_[item] = (rule == TieRule::area ? area : duration) * (1 + 0.3 * shuffle);
  }
}

/// The unplaced item that may lie lowest.
std::size_t PackingSearch::firstChoice() const {
  const Bounds& bounds = propagation_.bounds;
  const auto rank = [&](std::size_t item) {
    return std::tuple(-bounds.lower(item), conflictsOf_[item], priorities_[item]);
  };
  std::size_t best = noItem;
  for (std::size_t item = 0; item < packing_.items(); ++item) {
    if (bounds.placed(item)) continue;
    if (best == noItem || rank(item) > rank(best)) best = item;
  }
  return best;
}

/// Of the unplaced items that can lie below `item` when that is at its lowest offset, the one that
/// ends lowest; `item` itself where there is none.
std::size_t PackingSearch::lowestFitting(std::size_t item) const {
  const Bounds& bounds = propagation_.bounds;
  std::size_t best = item;
  Units lowest = bounds.lower(item);
  for (const PackingNeighbour& pair : packing_.neighbours[item]) {
    if (bounds.placed(pair.item) || pair.below <= 0) continue;
    const Units end = bounds.lower(pair.item) + pair.below;
    if (end > lowest || (end == lowest && best != item)) continue;
    best = pair.item;
    lowest = end;
  }
  return best;
}

/// The item to decide on, `none` where all are placed. False: a contradiction.
bool PackingSearch::next(std::size_t& item) {
  const Bounds& bounds = propagation_.bounds;
  for (std::size_t lifted = 0; !stopper_.stopped(); ++lifted) {
    item = firstChoice();
    if (item == noItem) return true;
    for (std::size_t below = lowestFitting(item); below != item; below = lowestFitting(item)) {
      item = below;
    }
    const Units lower = bounds.lower(item);
    const Units floor =
        packing_.interlocking ? lower - packing_.alignment[item] : bounds.floor(item);
    if (packing_.fixed[item] || lower <= std::max<Units>(floor, 0)) return true;
    // Nothing can hold it at its lowest offset. Small items that only hold each other would climb
    // a large arena in small steps: then it is tried there all the same, which is no loss but time.
    if (lifted > packing_.items()) return true;
    propagation_.needs.lower(item, floor + 1);
    if (!liftAbove(item, floor) || !propagation_.drawConclusions()) return false;
    if (bounds.lower(item) == lower) return true;
  }
  return true;
}

/// Places the item at its lowest offset, below all that are not placed.
bool PackingSearch::decide(std::size_t item) {
  Bounds& bounds = propagation_.bounds;
  const Units offset = bounds.lower(item);
  if (bounds.upper(item) > offset) {
    bounds.setUpper(item, offset, {.kind = Reason::Kind::decision});
  }
  const std::size_t end = packing_.neighbours.begins[item + 1];
  for (std::size_t k = packing_.neighbours.begins[item]; k < end; ++k) {
    const PackingNeighbour& pair = packing_.neighbours.values[k];
    if (bounds.placed(pair.item) || bounds.lower(pair.item) + pair.below <= offset) continue;
    const Units rest = multipleAtLeast(offset + pair.above, packing_.alignment[pair.item]);
    if (rest > bounds.floor(pair.item)) bounds.setFloor(pair.item, rest);
    const Reason reason{
        .kind = Reason::Kind::pair, .item = static_cast<std::uint32_t>(item), .index = k};
    if (!propagation_.raiseLower(pair.item, rest, reason)) return false;
  }
  bounds.setPlaced(item);
  propagation_.lookAtSections(item);
  if (packing_.interlocking) propagation_.lookAt(item);
  return propagation_.drawConclusions();
}

/// The lowest end above `base` of a neighbour on which this item can rest; placed neighbours end at
/// `base` at the latest, unless items interlock.
Units PackingSearch::lowestSupport(std::size_t item, Units base) const {
  const Bounds& bounds = propagation_.bounds;
  Units lowest = neverUnits;
  for (const PackingNeighbour& pair : packing_.neighbours[item]) {
    if (pair.below == neverUnits || bounds.upper(pair.item) + pair.below <= base) continue;
    lowest = std::min(lowest, std::max(bounds.lower(pair.item) + pair.below, base + 1));
  }
  return lowest;
}

/// Raises an item to where it can rest, given that the needs imply an offset above `base`. The
/// needs become the reason.
bool PackingSearch::liftAbove(std::size_t item, Units base) {
  Needs& needs = propagation_.needs;
  const Bounds& bounds = propagation_.bounds;
  const Units most = bounds.upper(item);
  const Units support = lowestSupport(item, base);
  if (support <= bounds.lower(item)) {  // it can rest where it is
    needs.clear();
    return true;
  }
  const Units spare = packing_.alignment[item] - 1;
  const Units offset = std::min(multipleAtLeast(support, spare + 1) - spare, most + 1);
  for (const PackingNeighbour& pair : packing_.neighbours[item]) {
    if (pair.below == neverUnits) continue;
    if (bounds.upper(pair.item) + pair.below <= base)
      needs.upper(pair.item, base - pair.below);
    else if (bounds.lower(pair.item) + pair.below >= offset)
      needs.lower(pair.item, offset - pair.below);
  }
  if (support > most) {
    needs.upper(item, most);
    return false;
  }
  Reason reason{.kind = Reason::Kind::learnt, .index = learnt_.size()};
  needs.forEach([&](const Need& need) { learnt_.push_back(need); });
  reason.count = learnt_.size() - reason.index;
  needs.clear();
  return propagation_.raiseLower(item, support, reason);
}

/// Goes back to the latest decision with a part in the contradiction and takes its alternative.
/// False: that contradicts something too, or nothing is left (`impossible_`).
bool PackingSearch::recover() {
  propagation_.clear();
  propagation_.needs.forEach([&](const Need& need) { conflictsOf_[need.bound.item] += 1; });
  std::size_t item = noItem;
  if (!traceBack(item)) {
    propagation_.needs.clear();
    impossible_ = true;
    return false;
  }
  const Units offset = propagation_.bounds.lower(item);
  propagation_.needs.lower(item, offset);
  return liftAbove(item, offset) && propagation_.drawConclusions();
}

bool PackingSearch::traceBack(std::size_t& item) {
  Needs& needs = propagation_.needs;
  while (propagation_.bounds.changes() > 0) {
    const Bounds::Change change = propagation_.bounds.undo();
    if (!Bounds::isBound(change)) continue;
    const Reason& reason = change.reason;
    if (needs.dependsOn(change)) {
      const Units value = needs.drop(Bounds::boundOf(change));
      if (reason.kind == Reason::Kind::decision) {
        item = change.item;
        return true;
      }
      std::span<const Need> learnt;
      if (reason.kind == Reason::Kind::learnt) {
        learnt = std::span(learnt_).subspan(reason.index, reason.count);
      }
      propagation_.explain(change, value, learnt);
    }
    if (reason.kind == Reason::Kind::learnt) learnt_.resize(reason.index);
  }
  return false;
}

}  // namespace tessera
