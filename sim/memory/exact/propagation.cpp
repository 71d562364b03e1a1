#include "sim/memory/exact/propagation.h"

#include <algorithm>

namespace tessera {
bool Propagation::raiseLower(std::size_t item, Units value, const Reason& reason) {
  const Units unit = packing_.alignment[item];
  if (unit > 1) value = multipleAtLeast(value, unit);
  if (value <= bounds.lower(item)) return true;
  bounds.setLower(item, value, reason);
  if (value > bounds.upper(item)) {
    needs.upper(item, bounds.upper(item));
    needs.lower(item, bounds.upper(item) + 1);
    return false;
  }
  lookAt(item);
  return true;
}

bool Propagation::reduceUpper(std::size_t item, Units value, const Reason& reason) {
  const Units unit = packing_.alignment[item];
  if (unit > 1) value = multipleAtMost(value, unit);
  if (value >= bounds.upper(item)) return true;
  bounds.setUpper(item, value, reason);
  if (value < bounds.lower(item)) {
    needs.lower(item, bounds.lower(item));
    needs.upper(item, bounds.lower(item) - 1);
    return false;
  }
  lookAt(item);
  return true;
}

void Propagation::lookAt(std::size_t item) {
  if (isChanged_[item] != 0) return;
  isChanged_[item] = 1;
  changedItems_.push_back(static_cast<std::uint32_t>(item));
  lookAtSections(item);
}

void Propagation::lookAtSections(std::size_t item) {
  for (const std::uint32_t section : packing_.sectionsOf[item]) {
    if (isDirty_[section] != 0) continue;
    isDirty_[section] = 1;
    dirtySections_.push_back(section);
  }
}

void Propagation::clear() {
  for (const std::uint32_t item : changedItems_) isChanged_[item] = 0;
  for (const std::uint32_t section : dirtySections_) isDirty_[section] = 0;
  changedItems_.clear();
  dirtySections_.clear();
}

bool Propagation::drawConclusions() {
  while (!stopper_.stopped()) {
    if (!changedItems_.empty()) {
      const std::uint32_t item = changedItems_.back();
      changedItems_.pop_back();
      isChanged_[item] = 0;
      if (!settled(item) && !visitPairs(item)) return false;
    } else if (!dirtySections_.empty()) {
      const std::uint32_t section = dirtySections_.back();
      dirtySections_.pop_back();
      isDirty_[section] = 0;
      if (!visitSection(section)) return false;
    } else {
      return true;
    }
  }
  return true;
}

void Propagation::needNotBelow(std::size_t below, Units distance, std::size_t above) {
  // lower(below) + distance > upper(above): where one of the two suffices alone, only that one.
  if (needs.rootLower(below) + distance > bounds.upper(above)) {
    needs.upper(above, needs.rootLower(below) + distance - 1);
  } else if (bounds.lower(below) + distance > needs.rootUpper(above)) {
    needs.lower(below, needs.rootUpper(above) - distance + 1);
  } else {
    needs.lower(below, bounds.lower(below));
    needs.upper(above, bounds.lower(below) + distance - 1);
  }
}

bool Propagation::visitPairs(std::size_t item) {
  const std::size_t begin = packing_.neighbours.begins[item];
  const std::size_t end = packing_.neighbours.begins[item + 1];
  for (std::size_t k = begin; k < end; ++k) {
    if (!settled(packing_.neighbours.values[k].item) && !visitPair(item, k)) return false;
  }
  return true;
}

bool Propagation::visitPair(std::size_t item, std::size_t index) {
  const PackingNeighbour& pair = packing_.neighbours.values[index];
  const std::size_t other = pair.item;
  const bool otherAbove = bounds.lower(item) + pair.above <= bounds.upper(other);
  const bool otherBelow = bounds.lower(other) + pair.below <= bounds.upper(item);
  if (otherAbove && otherBelow) return true;
  Reason reason{
      .kind = Reason::Kind::pair, .item = static_cast<std::uint32_t>(item), .index = index};
  if (otherAbove) {
    return raiseLower(other, bounds.lower(item) + pair.above, reason) &&
           reduceUpper(item, bounds.upper(other) - pair.above, reason);
  }
  if (otherBelow) {
    return raiseLower(item, bounds.lower(other) + pair.below, reason) &&
           reduceUpper(other, bounds.upper(item) - pair.below, reason);
  }
  needNotBelow(item, pair.above, other);
  needNotBelow(other, pair.below, item);
  return false;
}

}  // namespace tessera
