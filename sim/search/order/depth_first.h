#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/search/order/down_set.h"
#include "sim/search/order/set_table.h"

namespace tessera {

/// An exact depth-first search for an order of one section within a capacity, over down-sets. Every
/// down-set is expanded once: it is kept, as a full key, among those that failed. A step that does
/// not fit is set aside with its bytes; when everything within the capacity has failed, the least
/// of them is the new capacity, and the search goes on from there. So `capacity()` is at any time
/// what no order can be below, and the first order found is one of least peak.
///
///     DepthFirst search(section);
///     while (!search.ended()) search.advance(bound, peak, 1000);
class DepthFirst {
 public:
  explicit DepthFirst(const OrderSection& section);

  /// Takes at most that many steps more. Orders are no worse for a peak of up to `bound`; those
  /// with a peak of `ceiling` or more are of no interest. Both only ever close in.
  void advance(std::int64_t bound, std::int64_t ceiling, std::size_t steps);

  /// Whether an order within `capacity()` was found.
  bool found() const { return found_; }
  OperatorOrder order() const;

  /// The largest `bound` so far, or more: no order has a peak below it that is above the bound.
  std::int64_t capacity() const { return capacity_; }
  std::size_t memory() const;  ///< bytes that the search takes, about

 private:
  /// A down-set after all that is safe has run.
  struct Node {
    std::int64_t live = 0;
    std::int64_t capacity = 0;  ///< under which nothing is safe any more
    std::uint32_t parent = 0;
    std::uint32_t count = 0;   ///< operators that have run
    std::size_t sequence = 0;  ///< end of what ran since the parent, in `sequence_`
  };

  /// An operator to run next after a node.
  struct Move {
    std::uint32_t node = 0;
    std::uint32_t op = 0;
  };

  struct Deferred {
    std::int64_t step = 0;
    Move move;
  };

  void expand(std::uint32_t node);
  void follow(Move move);
  void add(std::uint32_t parent);
  void takeDeferred();

  const OrderSection* section_;
  std::int64_t capacity_ = 0;
  std::int64_t ceiling_ = 0;
  bool found_ = false;
  DownSet set_;
  SetTable table_;
  std::vector<Node> nodes_;
  std::vector<std::uint64_t> words_;     // by node: DownSet::words()
  std::vector<std::uint32_t> sequence_;  // by node: what ran since its parent
  std::vector<Move> moves_;              // to follow, the next one last
  std::vector<Deferred> deferred_;       // a heap, the least step first
};

}  // namespace tessera
