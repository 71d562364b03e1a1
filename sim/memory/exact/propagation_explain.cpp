#include <algorithm>

#include "sim/memory/exact/propagation.h"
#include "sim/memory/exact/side.h"

namespace tessera {

void Propagation::explain(const Bounds::Change& change, Units value, std::span<const Need> learnt) {
  // A bound is rounded to the alignment: a little less explains it.
  const Units spare = packing_.alignment[change.item] - 1;
  value += Bounds::boundOf(change).upper ? spare : -spare;
  switch (change.reason.kind) {
    case Reason::Kind::pair:
      explainPair(change, value);
      break;
    case Reason::Kind::sectionBelow:
    case Reason::Kind::sectionAbove:
      if (change.reason.mirrored)
        explainSection<Downward>(change, value);
      else
        explainSection<Upward>(change, value);
      break;
    case Reason::Kind::learnt:
      for (const Need& need : learnt) {
        if (need.bound.upper)
          needs.upper(need.bound.item, need.value);
        else
          needs.lower(need.bound.item, need.value);
      }
      break;
    case Reason::Kind::decision:
    case Reason::Kind::bookkeeping:
      break;
  }
}

void Propagation::explainPair(const Bounds::Change& change, Units value) {
  const PackingNeighbour& pair = packing_.neighbours.values[change.reason.index];
  const std::uint32_t first = change.reason.item;
  const std::uint32_t second = pair.item;
  const bool upper = Bounds::boundOf(change).upper;
  // The lower of the two pushes the lower bound of the other, the upper one its upper bound.
  const bool firstBelow = (change.item == second) != upper;
  if (firstBelow) {
    if (upper)
      needs.upper(second, value + pair.above);
    else
      needs.lower(first, value - pair.above);
    needNotBelow(second, pair.below, first);
  } else {
    if (upper)
      needs.upper(first, value + pair.below);
    else
      needs.lower(second, value - pair.below);
    needNotBelow(first, pair.above, second);
  }
}

template <class Side>
void Propagation::explainSection(const Bounds::Change& change, Units value) {
  const Reason& reason = change.reason;
  const bool below = reason.kind == Reason::Kind::sectionBelow;
  Units energy = 0;
  PackingMember itself;
  for (const PackingMember& member : packing_.sections[reason.index]) {
    if (member.item == change.item) itself = member;
    if (bounds.placed(member.item) || (below && member.item == change.item)) continue;
    if (Side::earliest(bounds, member) < reason.edge) continue;
    energy += member.size;
    Side::needEarliest(needs, member, reason.edge);
    Side::needEnd(needs, member, reason.limit);
  }
  if (below) {
    Side::needEnd(needs, itself, reason.limit);
  } else {
    const Units begin = value + itself.shift;
    const Units rise = Side::mirrored ? -(begin + itself.size) : begin;
    explainRise<Side>(reason, reason.limit - reason.edge - energy, rise);
  }
}

/// Needs the items that do not fit with the upper ones, from the uppermost down, until what lies
/// below explains the rise.
template <class Side>
void Propagation::explainRise(const Reason& reason, Units slack, Units value) {
  members_.clear();
  for (const PackingMember& member : packing_.sections[reason.index]) {
    const Units edge = Side::earliest(bounds, member);
    if (bounds.placed(member.item) || edge >= reason.edge || member.size <= slack) continue;
    members_.push_back({member, edge});
  }
  std::sort(members_.begin(), members_.end(),
            [](const Member& a, const Member& b) { return a.edge > b.edge; });
  Units below = 0;
  std::size_t count = 0;
  while (count < members_.size() && (count == 0 || members_[count - 1].edge + below < value)) {
    below += members_[count].asks.size;
    ++count;
  }
  for (std::size_t i = 0; i < count; ++i) {
    Side::needEarliest(needs, members_[i].asks, value - below);
    Side::needEnd(needs, members_[i].asks, reason.limit);
  }
}

}  // namespace tessera
