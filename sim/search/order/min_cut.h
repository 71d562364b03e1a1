#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace tessera {

/// A network of directed arcs and its minimum cut between `source` and `sink` (Ford and Fulkerson's
/// theorem, by shortest augmenting paths: Edmonds and Karp, J. ACM 19(2), 1972). Meant to be filled
/// again and again without allocation.
class MinCut {
 public:
  static constexpr std::uint32_t source = 0;
  static constexpr std::uint32_t sink = 1;
  /// The capacity of an arc that no cut should cross.
  static constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 2;

  MinCut() { clear(); }

  /// Back to a source and a sink without arcs.
  void clear();
  std::uint32_t addNode();
  void addArc(std::uint32_t from, std::uint32_t to, std::int64_t capacity);

  /// The least sum of capacities whose arcs part the sink from the source. Once after each filling.
  std::int64_t value();

 private:
  struct Arc {
    std::uint32_t to = 0;
    std::uint32_t next = 0;     ///< the next arc of the same node
    std::int64_t capacity = 0;  ///< what is left of it; arc i ^ 1 is its reverse
  };

  static constexpr std::uint32_t none = UINT32_MAX;

  bool findPath();
  std::int64_t augment();

  std::vector<std::uint32_t> head_;     // by node: its first arc
  std::vector<std::uint32_t> arrival_;  // by node: the arc of the path that leads there
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> queue_;
};

}  // namespace tessera
