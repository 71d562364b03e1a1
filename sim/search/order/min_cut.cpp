#include "sim/search/order/min_cut.h"

#include <algorithm>

namespace tessera {

void MinCut::clear() {
  head_.assign(2, none);
  arcs_.clear();
}

std::uint32_t MinCut::addNode() {
  head_.push_back(none);
  return static_cast<std::uint32_t>(head_.size() - 1);
}

void MinCut::addArc(std::uint32_t from, std::uint32_t to, std::int64_t capacity) {
  const auto index = static_cast<std::uint32_t>(arcs_.size());
  arcs_.push_back({to, head_[from], capacity});
  head_[from] = index;
  arcs_.push_back({from, head_[to], 0});
  head_[to] = index + 1;
}

std::int64_t MinCut::value() {
  std::int64_t flow = 0;
  while (findPath()) flow += augment();
  return flow;
}

bool MinCut::findPath() {
  arrival_.assign(head_.size(), none);
  queue_.assign(1, source);
  for (std::size_t at = 0; at < queue_.size(); ++at) {
    for (std::uint32_t i = head_[queue_[at]]; i != none; i = arcs_[i].next) {
      const Arc& arc = arcs_[i];
      if (arc.capacity == 0 || arc.to == source || arrival_[arc.to] != none) continue;
      arrival_[arc.to] = i;
      if (arc.to == sink) return true;
      queue_.push_back(arc.to);
    }
  }
  return false;
}

std::int64_t MinCut::augment() {
  std::int64_t bottleneck = unlimited;
  for (std::uint32_t node = sink; node != source; node = arcs_[arrival_[node] ^ 1U].to) {
    bottleneck = std::min(bottleneck, arcs_[arrival_[node]].capacity);
  }
  for (std::uint32_t node = sink; node != source; node = arcs_[arrival_[node] ^ 1U].to) {
    arcs_[arrival_[node]].capacity -= bottleneck;
    arcs_[arrival_[node] ^ 1U].capacity += bottleneck;
  }
  return bottleneck;
}

}  // namespace tessera
