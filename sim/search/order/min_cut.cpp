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
  while (findLayers()) flow += blockingFlow();
  return flow;
}

bool MinCut::findLayers() {
  layer_.assign(head_.size(), none);
  layer_[source] = 0;
  queue_.assign(1, source);
  for (std::size_t at = 0; at < queue_.size(); ++at) {
    for (std::uint32_t i = head_[queue_[at]]; i != none; i = arcs_[i].next) {
      const Arc& arc = arcs_[i];
      if (arc.capacity == 0 || layer_[arc.to] != none) continue;
      layer_[arc.to] = layer_[queue_[at]] + 1;
      queue_.push_back(arc.to);
    }
  }
  return layer_[sink] != none;
}

/// Walks forward from layer to layer; at a dead end one step back, and never there again.
std::int64_t MinCut::blockingFlow() {
  next_ = head_;
  path_.clear();
  std::int64_t flow = 0;
  std::uint32_t at = source;
  while (at != source || next_[source] != none) {
    if (at == sink) {
      flow += augment();
      at = path_.empty() ? source : arcs_[path_.back()].to;
      continue;
    }
    const std::uint32_t i = next_[at];
    if (i == none) {
      at = arcs_[path_.back() ^ 1U].to;
      path_.pop_back();
      next_[at] = arcs_[next_[at]].next;
    } else if (arcs_[i].capacity > 0 && layer_[arcs_[i].to] == layer_[at] + 1) {
      path_.push_back(i);
      at = arcs_[i].to;
    } else {
      next_[at] = arcs_[i].next;
    }
  }
  return flow;
}

/// Fills the path, which ends at the sink, and shortens it to before its first full arc.
std::int64_t MinCut::augment() {
  std::int64_t bottleneck = unlimited;
  for (const std::uint32_t i : path_) bottleneck = std::min(bottleneck, arcs_[i].capacity);
  std::size_t firstFull = path_.size();
  for (std::size_t at = path_.size(); at-- > 0;) {
    arcs_[path_[at]].capacity -= bottleneck;
    arcs_[path_[at] ^ 1U].capacity += bottleneck;
    if (arcs_[path_[at]].capacity == 0) firstFull = at;
  }
  path_.resize(firstFull);
  return bottleneck;
}

}  // namespace tessera
