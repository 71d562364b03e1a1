#pragma once

#include <optional>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/exact/packing.h"
#include "sim/memory/exact/packing_search.h"
#include "sim/memory/plan.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// Which arenas a search is after: of at most `enough`, and whether anything between that and the
/// best one found is worth a try.
struct ArenaGoal {
  Bytes enough;
  bool between = true;
};

/// Looks for the least arena of a packing, a round at a time. A round tries to fit the goal, and
/// then an arena between that and the best one found; each try may meet some conflicts, in every
/// round more. A plan lowers the arena, a proof that there is none raises the bound; they meet in
/// the end.
class PartSearch {
 public:
  /// `plan` is a plan of the problem, whose packing is `packing`; all must outlive the search.
  PartSearch(const PlanProblem& problem, const Packing& packing, ArenaPlan& plan, Stopper& stopper);

  void round(const ArenaGoal& goal);

 private:
  /// One capacity, kept between rounds.
  struct Try {
    PackingSearch search;
    std::optional<Bytes> capacity;
  };

  SearchStatus fit(Try& attempt, Bytes capacity);
  void keep(const PackingSearch& search);
  std::optional<Bytes> between(Bytes low) const;

  const PlanProblem& problem_;
  const Packing& packing_;
  ArenaPlan& plan_;
  std::vector<Chain> chains_;
  Try least_;
  Try between_;
  double conflicts_;
  double fraction_ = 0.5;  // of the way from the bound up to the arena
};

}  // namespace tessera
