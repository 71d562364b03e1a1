#include <algorithm>
#include <limits>

#include "sim/memory/exact/propagation.h"
#include "sim/memory/exact/side.h"

namespace tessera {

Propagation::Propagation(const Packing& packing, Stopper& stopper)
    : bounds(packing.items()),
      needs(packing),
      packing_(packing),
      stopper_(stopper),
      isChanged_(packing.items(), 0),
      isDirty_(packing.sections.size(), 0),
      ordered_{packing.sections.values, packing.sections.values} {}

/// Fills members_ with those that are not placed, by their edge, and largestBelow_. Returns what
/// all of them end by.
template <class Side>
Units Propagation::collectMembers(std::size_t section) {
  PackingMember* const members =
      ordered_[Side::mirrored].data() + packing_.sections.begins[section];
  const std::size_t count = packing_.sections[section].size();
  members_.clear();
  largestBelow_.clear();
  Units limit = std::numeric_limits<Units>::min();
  for (std::size_t i = 0; i < count; ++i) {  // insertion sort: seldom moves much
    const PackingMember member = members[i];
    const Units edge = Side::earliest(bounds, member);
    std::size_t at = i;
    for (; at > 0; --at) {
      const PackingMember& before = members[at - 1];
      if (Side::earliest(bounds, before) <= edge) break;
      members[at] = before;
    }
    members[at] = member;
  }
  Units largest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const PackingMember& member = members[i];
    if (bounds.placed(member.item)) continue;
    members_.push_back({member, Side::earliest(bounds, member)});
    largestBelow_.push_back(largest);
    largest = std::max(largest, member.size);
    limit = std::max(limit, Side::latestEnd(bounds, member));
  }
  return limit;
}

template <class Side>
bool Propagation::visitSide(std::size_t section) {
  const Units limit = collectMembers<Side>(section);
  Units energy = 0;
  for (std::size_t i = members_.size(); i-- > 0;) {
    energy += members_[i].asks.size;
    const Units edge = members_[i].edge;
    if (edge + energy > limit) {
      for (std::size_t k = i; k < members_.size(); ++k) {
        Side::needEarliest(needs, members_[k].asks, limit + 1 - energy);
        Side::needEnd(needs, members_[k].asks, limit);
      }
      return false;
    }
    if (i == 0 || members_[i - 1].edge == edge) continue;
    if (largestBelow_[i] <= limit - edge - energy) continue;
    if (!pushBelow<Side>(section, i, energy, limit)) return false;
  }
  return true;
}

/// Members from `first` on have their edge in common and need `energy` of the room up to `limit`;
/// what does not fit with them lies below them.
template <class Side>
bool Propagation::pushBelow(std::size_t section, std::size_t first, Units energy, Units limit) {
  const Units edge = members_[first].edge;
  const Units slack = limit - edge - energy;
  Reason reason{.kind = Reason::Kind::sectionBelow,
                .mirrored = Side::mirrored,
                .index = section,
                .edge = edge,
                .limit = limit};
  Units below = 0;
  Units rise = edge;
  for (std::size_t i = first; i-- > 0;) {
    const Member& member = members_[i];
    if (member.asks.size <= slack) continue;
    below += member.asks.size;
    rise = std::max(rise, member.edge + below);
    if (!Side::endBy(*this, member.asks, limit - energy, reason)) return false;
  }
  reason.kind = Reason::Kind::sectionAbove;
  for (std::size_t i = first; i < members_.size() && rise > edge; ++i) {
    if (!Side::raise(*this, members_[i].asks, rise, reason)) return false;
  }
  return true;
}

bool Propagation::visitSection(std::size_t section) {
  return visitSide<Upward>(section) && visitSide<Downward>(section);
}

}  // namespace tessera
