#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/placement.h"
#include "sim/memory/plan.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// Improves a plan of a problem that is too large to search: takes the buffer that ends highest and
/// puts it further down, in the place of others, which go to the lowest offsets that are left, if
/// need be in the place of others again. A chain of such moves is kept where all of it ends below
/// the old arena, and otherwise taken back. Chains of several buffers and those with a fixed offset
/// stay where they are.
///
/// Each move costs what lives together with a few buffers, however many there are in all. The same
/// calls give the same result, unless the stopper stops.
class LocalSearch {
 public:
  /// `plan` is a valid plan of the problem; both must outlive the search.
  LocalSearch(const PlanProblem& problem, ArenaPlan& plan, Stopper& stopper);

  /// Whether it has not yet failed too often in a row.
  bool open() const { return failures_ < mostFailures; }

  /// Some moves; ends early with an arena of `enough`.
  void round(Bytes enough);

 private:
  static constexpr int mostFailures = 400;

  /// From the first byte to the one behind the last.
  struct Addresses {
    Bytes begin;
    Bytes end;
  };

  Bytes endOf(std::size_t chain) const;
  Bytes arena() const { return byEnd_.empty() ? Bytes(0) : byEnd_.rbegin()->first; }
  bool movable(std::size_t chain) const;
  void put(std::size_t chain, Bytes offset);
  void take(std::size_t chain);

  bool lowerTop();
  void evict(std::size_t chain, std::vector<std::size_t>& homeless);
  void takeBack(const std::vector<std::size_t>& homeless);
  bool settle(std::vector<std::size_t>& homeless, Bytes below);
  std::optional<Bytes> makeRoom(std::size_t chain, Bytes below, std::vector<std::size_t>& homeless);
  Bytes endOfSome(const std::vector<std::size_t>& neighbours, std::int64_t alignment);
  std::optional<double> costAt(Addresses there, const std::vector<std::size_t>& neighbours,
                               double limit, std::vector<std::size_t>& blockers) const;
  double costOf(std::size_t chain) const;

  const PlanProblem& problem_;
  ArenaPlan& plan_;
  Stopper& stopper_;
  std::vector<Chain> chains_;
  std::vector<std::size_t> chainOf_;  // of each buffer
  Placement placement_;
  std::set<std::pair<Bytes, std::size_t>> byEnd_;
  std::vector<std::pair<std::size_t, Bytes>> moved_;  // where chains were before the present move
  std::vector<int> evictions_;                        // of each chain in the present move
  std::mt19937_64 random_{1};
  int failures_ = 0;
};

}  // namespace tessera
