#include "sim/search/order/depth_first.h"

#include <algorithm>
#include <tuple>

namespace tessera {
namespace {

/// For a heap with the least step on top; of equal ones the node that was found first.
constexpr auto later = [](const auto& a, const auto& b) {
  return std::tuple(a.step, a.move.node, a.move.op) > std::tuple(b.step, b.move.node, b.move.op);
};

}  // namespace

DepthFirst::DepthFirst(const OrderSection& section)
    : section_(&section), set_(section), table_(set_.done().size(), set_.words().size()) {}

void DepthFirst::advance(std::int64_t bound, std::int64_t ceiling, std::size_t steps) {
  capacity_ = std::max(capacity_, bound);
  ceiling_ = ceiling;
  if (nodes_.empty() && capacity_ < ceiling_) {
    runSafeOperators(set_, *section_, capacity_, sequence_);
    add(0);
  }
  while (!found_ && capacity_ < ceiling_ && steps-- > 0) {
    if (moves_.empty()) {
      takeDeferred();
    } else {
      const Move move = moves_.back();
      moves_.pop_back();
      follow(move);
    }
  }
}

OperatorOrder DepthFirst::order() const {
  std::vector<std::uint32_t> path;
  for (auto node = static_cast<std::uint32_t>(nodes_.size() - 1); node != 0;
       node = nodes_[node].parent) {
    path.push_back(node);
  }
  path.push_back(0);
  OperatorOrder order;
  for (auto node = path.rbegin(); node != path.rend(); ++node) {
    const std::size_t begin = *node == 0 ? 0 : nodes_[*node - 1].sequence;
    order.insert(order.end(), sequence_.begin() + static_cast<std::ptrdiff_t>(begin),
                 sequence_.begin() + static_cast<std::ptrdiff_t>(nodes_[*node].sequence));
  }
  return order;
}

std::size_t DepthFirst::memory() const {
  return table_.memory() + nodes_.capacity() * sizeof(Node) +
         sequence_.capacity() * sizeof(std::uint32_t) + moves_.capacity() * sizeof(Move) +
         deferred_.capacity() * sizeof(Deferred);
}

/// Keeps the current set, which came from `parent`, and expands it where it is new.
void DepthFirst::add(std::uint32_t parent) {
  const std::size_t begin = nodes_.empty() ? 0 : nodes_.back().sequence;
  const std::uint32_t node = table_.insert(set_.words());
  if (node == SetTable::none) {
    sequence_.resize(begin);
    return;
  }
  nodes_.push_back({set_.live(), capacity_, parent, set_.count(), sequence_.size()});
  found_ = set_.complete();
  if (!found_) expand(node);
}

void DepthFirst::expand(std::uint32_t node) {
  const std::size_t begin = moves_.size();
  set_.forEachReady([&](std::uint32_t op) {
    const std::int64_t step = set_.step(op);
    if (step <= capacity_) {
      moves_.push_back({node, op});
    } else if (step < ceiling_) {
      deferred_.push_back({step, {node, op}});
      std::push_heap(deferred_.begin(), deferred_.end(), later);
    }
  });
  std::reverse(moves_.begin() + static_cast<std::ptrdiff_t>(begin), moves_.end());
}

void DepthFirst::follow(Move move) {
  const Node& node = nodes_[move.node];
  set_.load(table_.record(move.node), node.live, node.count);
  runAndSafeOperators(set_, *section_, move.op, capacity_, node.capacity, sequence_);
  add(move.node);
}

/// Everything within the capacity has failed: the least step that did not fit is the next one.
void DepthFirst::takeDeferred() {
  const std::int64_t next = deferred_.empty() ? ceiling_ : deferred_.front().step;
  capacity_ = std::max(capacity_, std::min(next, ceiling_));
  if (capacity_ >= ceiling_) return;
  while (!deferred_.empty() && deferred_.front().step <= capacity_) {
    std::pop_heap(deferred_.begin(), deferred_.end(), later);
    moves_.push_back(deferred_.back().move);
    deferred_.pop_back();
  }
  std::reverse(moves_.begin(), moves_.end());
}

}  // namespace tessera
