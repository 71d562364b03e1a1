#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace tessera {

/// A network of directed arcs and its minimum cut between `source` and `sink`: the value of a
/// maximum flow, by blocking flows in layered networks (Dinitz, Soviet Math. Doklady 11, 1970).
/// Meant to be filled again and again without allocation.
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

  bool findLayers();
  std::int64_t blockingFlow();
  std::int64_t augment();

  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> head_;   // by node: its first arc
  std::vector<std::uint32_t> layer_;  // by node: its distance from the source
  std::vector<std::uint32_t> next_;   // by node: the first arc that may still lead to the sink
  std::vector<std::uint32_t> queue_;
  std::vector<std::uint32_t> path_;  // of arcs
};

}  // namespace tessera
