#include "sim/memory/exact/packing.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace tessera {
namespace {

/// A buffer of a chain in the sections [first, last].
struct Piece {
  std::uint32_t item = 0;
  Units size = 0;
  Units shift = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

bool alignmentsFit(std::int64_t unit, std::span<const Chain> chains) {
  return std::all_of(chains.begin(), chains.end(), [&](const Chain& chain) {
    return unit % chain.alignment == 0 || chain.alignment % unit == 0;
  });
}

/// What every shift is a multiple of, and every offset of a plan without needless gaps: such an
/// offset is 0, a fixed one, or the end of another buffer less a shift, rounded up to an alignment.
std::int64_t unitOf(const PlanProblem& problem, std::span<const Chain> chains) {
  std::int64_t common = 0;
  for (const Chain& chain : chains) common = std::gcd(common, chain.alignment);
  common = std::max<std::int64_t>(common, 1);
  std::int64_t unit = 0;
  for (const Chain& chain : chains) {
    unit = std::gcd(unit, chain.offset.value_or(Bytes(0)).count());
    for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
      const std::int64_t size = problem.buffers[chain.buffers[k]].size.count();
      unit = std::gcd(unit, ceilDiv(size, common) * common);
      unit = std::gcd(unit, chain.shifts[k].count());
    }
  }
  unit = std::max<std::int64_t>(unit, 1);
  while (!alignmentsFit(unit, chains)) {
    for (const Chain& chain : chains) {
      if (unit % chain.alignment != 0) unit = std::gcd(unit, chain.alignment);
    }
  }
  return unit;
}

std::vector<Piece> piecesOf(const PlanProblem& problem, std::span<const Chain> chains,
                            std::int64_t unit) {
  std::vector<Piece> pieces;
  for (std::size_t item = 0; item < chains.size(); ++item) {
    for (std::size_t k = 0; k < chains[item].buffers.size(); ++k) {
      const PlanBuffer& buffer = problem.buffers[chains[item].buffers[k]];
      if (buffer.size == Bytes(0)) continue;
      pieces.push_back({static_cast<std::uint32_t>(item), ceilDiv(buffer.size.count(), unit),
                        chains[item].shifts[k].count() / unit, buffer.steps.begin, buffer.steps.end,
                        0, 0});
    }
  }
  return pieces;
}

/// The pieces that live as the sections are made.
class LivePieces {
 public:
  explicit LivePieces(const std::vector<Piece>& pieces) : pieces_(pieces) {}

  std::size_t size() const { return live_.size(); }
  void begin(std::size_t index) {
    live_.push_back(index);
    ++ofItem_[pieces_[index].item];
  }
  void end(std::size_t index) {
    live_.erase(std::find(live_.begin(), live_.end(), index));
    --ofItem_[pieces_[index].item];
  }

  /// A member for each item of which a piece lives, in the order of the pieces.
  void addTo(Rows<PackingMember>& sections) {
    for (std::size_t k = 0; k < live_.size(); ++k) {
      const Piece& piece = pieces_[live_[k]];
      if (ofItem_[piece.item] == 1)
        sections.values.push_back({piece.item, piece.size, piece.shift});
      else if (isFirst(k))
        sections.values.push_back(longestRun(piece.item));
    }
    sections.endRow();
  }

 private:
  bool isFirst(std::size_t k) const {
    return std::none_of(
        live_.begin(), live_.begin() + static_cast<std::ptrdiff_t>(k),
        [&](std::size_t other) { return pieces_[other].item == pieces_[live_[k]].item; });
  }

  PackingMember longestRun(std::uint32_t item) const {
    std::vector<Interval> parts;
    for (const std::size_t i : live_) {
      const Piece& piece = pieces_[i];
      if (piece.item == item) parts.push_back({piece.shift, piece.shift + piece.size});
    }
    std::sort(parts.begin(), parts.end(),
              [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
    Interval longest;
    Interval run;
    for (const Interval& part : parts) {
      run = part.begin <= run.end ? hull(run, part) : part;
      if (run.length() > longest.length()) longest = run;
    }
    return {item, longest.length(), longest.begin};
  }

  const std::vector<Piece>& pieces_;
  std::vector<std::size_t> live_;
  std::unordered_map<std::uint32_t, std::size_t> ofItem_;
};

/// The sections in time order. A set of live pieces is one when a piece of it ends next, and the
/// last that happened before was that one began. Sets `first` and `last` of the pieces.
std::optional<Rows<PackingMember>> sectionsOf(std::vector<Piece>& pieces, std::size_t most) {
  std::vector<std::size_t> byBegin(pieces.size());
  std::iota(byBegin.begin(), byBegin.end(), std::size_t{0});
  std::vector<std::size_t> byEnd = byBegin;
  std::stable_sort(byBegin.begin(), byBegin.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].begin < pieces[b].begin; });
  std::stable_sort(byEnd.begin(), byEnd.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].end < pieces[b].end; });
  Rows<PackingMember> sections;
  LivePieces live(pieces);
  bool grown = false;
  std::size_t next = 0;
  for (const std::size_t ending : byEnd) {
    for (; next < byBegin.size() && pieces[byBegin[next]].begin < pieces[ending].end; ++next) {
      pieces[byBegin[next]].first = sections.size();
      live.begin(byBegin[next]);
      grown = true;
    }
    if (grown) {
      if (sections.values.size() + live.size() > most) return std::nullopt;
      live.addTo(sections);
      grown = false;
    }
    pieces[ending].last = sections.size() - 1;
    live.end(ending);
  }
  return sections;
}

/// A pair of pieces of two items that live together: the other item lies at least `above` higher
/// or at least `below` lower.
struct Meeting {
  std::uint32_t item = 0;
  std::uint32_t other = 0;
  Units above = 0;
  Units below = 0;
};

Meeting meetingOf(const Piece& piece, const Piece& other) {
  return {piece.item, other.item, piece.shift + piece.size - other.shift,
          other.shift + other.size - piece.shift};
}

/// Both directions of every pair, by item, other and from the other's lowest place up; nothing
/// where there are more than `most`.
std::optional<std::vector<Meeting>> meetingsOf(const std::vector<Piece>& pieces, std::size_t most) {
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].first < pieces[b].first; });
  std::vector<Meeting> meetings;
  std::vector<std::size_t> live;
  for (const std::size_t index : order) {
    const Piece& piece = pieces[index];
    std::erase_if(live, [&](std::size_t i) { return pieces[i].last < piece.first; });
    if (meetings.size() + 2 * live.size() > 2 * most) return std::nullopt;
    for (const std::size_t i : live) {
      if (pieces[i].item == piece.item) continue;
      meetings.push_back(meetingOf(piece, pieces[i]));
      meetings.push_back(meetingOf(pieces[i], piece));
    }
    live.push_back(index);
  }
  std::sort(meetings.begin(), meetings.end(), [](const Meeting& a, const Meeting& b) {
    return std::tuple(a.item, a.other, -a.below) < std::tuple(b.item, b.other, -b.below);
  });
  return meetings;
}

/// Each meeting forbids the other item the places between -below and above, the two left out; what
/// overlaps of those is one neighbour.
Rows<PackingNeighbour> neighboursOf(const std::vector<Meeting>& meetings, std::size_t items) {
  Rows<PackingNeighbour> rows;
  std::size_t next = 0;
  for (std::size_t item = 0; item < items; ++item) {
    for (; next < meetings.size() && meetings[next].item == item; ++next) {
      const Meeting& meeting = meetings[next];
      const bool again = rows.values.size() > rows.begins.back() &&
                         rows.values.back().item == meeting.other &&
                         -meeting.below < rows.values.back().above;
      if (!again) rows.values.push_back({meeting.other, meeting.above, meeting.below});
      PackingNeighbour& neighbour = rows.values.back();
      neighbour.above = std::max(neighbour.above, meeting.above);
    }
    rows.endRow();
  }
  return rows;
}

Rows<std::uint32_t> sectionsOfItems(const Rows<PackingMember>& sections, std::size_t items) {
  std::vector<std::vector<std::uint32_t>> of(items);
  for (std::size_t s = 0; s < sections.size(); ++s) {
    for (const PackingMember& member : sections[s]) {
      of[member.item].push_back(static_cast<std::uint32_t>(s));
    }
  }
  Rows<std::uint32_t> rows;
  for (const auto& row : of) {
    rows.values.insert(rows.values.end(), row.begin(), row.end());
    rows.endRow();
  }
  return rows;
}

/// Items that no plan can tell apart lie in the order of their numbers.
void orderTwins(Packing& packing, const std::vector<Piece>& pieces) {
  std::vector<const Piece*> only(packing.items(), nullptr);
  std::vector<int> count(packing.items(), 0);
  for (const Piece& piece : pieces) {
    only[piece.item] = &piece;
    ++count[piece.item];
  }
  const auto twins = [&](std::size_t a, std::size_t b) {
    return count[a] == 1 && count[b] == 1 && !packing.fixed[a] && !packing.fixed[b] &&
           only[a]->size == only[b]->size && only[a]->shift == only[b]->shift &&
           only[a]->first == only[b]->first && only[a]->last == only[b]->last &&
           packing.extent[a] == packing.extent[b] && packing.alignment[a] == packing.alignment[b];
  };
  for (std::size_t item = 0; item < packing.items(); ++item) {
    for (std::size_t k = packing.neighbours.begins[item]; k < packing.neighbours.begins[item + 1];
         ++k) {
      PackingNeighbour& neighbour = packing.neighbours.values[k];
      if (!twins(item, neighbour.item)) continue;
      (item < neighbour.item ? neighbour.below : neighbour.above) = neverUnits;
    }
  }
}

}  // namespace

Units Packing::highest(std::size_t item, Bytes capacity) const {
  return floorDiv((capacity - extent[item]).count(), unit.count());
}

Bytes Packing::nextArena(Bytes capacity) const {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const Bytes size : extent) {
    const std::int64_t offset = floorDiv((capacity - size).count(), unit.count()) + 1;
    least = std::min(least, std::max<std::int64_t>(offset, 0) * unit.count() + size.count());
  }
  return Bytes(least);
}

std::optional<Packing> packingOf(const PlanProblem& problem, std::span<const Chain> chains,
                                 std::size_t most) {
  Packing packing;
  packing.unit = Bytes(unitOf(problem, chains));
  const std::int64_t unit = packing.unit.count();
  for (const Chain& chain : chains) {
    packing.alignment.push_back(std::max<std::int64_t>(chain.alignment / unit, 1));
    packing.fixed.emplace_back();
    if (chain.offset) packing.fixed.back() = chain.offset->count() / unit;
    packing.extent.push_back(extentOf(problem, chain));
  }
  std::vector<Piece> pieces = piecesOf(problem, chains, unit);
  auto sections = sectionsOf(pieces, most);
  if (!sections) return std::nullopt;
  const auto meetings = meetingsOf(pieces, most);
  if (!meetings) return std::nullopt;
  packing.sections = std::move(*sections);
  packing.sectionsOf = sectionsOfItems(packing.sections, chains.size());
  packing.neighbours = neighboursOf(*meetings, chains.size());
  packing.interlocking =
      std::any_of(packing.neighbours.values.begin(), packing.neighbours.values.end(),
                  [](const PackingNeighbour& pair) { return pair.above <= 0 || pair.below <= 0; });
  packing.area.resize(chains.size());
  for (const PackingMember& member : packing.sections.values) {
    packing.area[member.item] += static_cast<double>(member.size);
  }
  orderTwins(packing, pieces);
  return packing;
}

}  // namespace tessera
