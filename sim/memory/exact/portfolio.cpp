#include "sim/memory/exact/portfolio.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "sim/memory/chains.h"
#include "sim/memory/first_fit.h"
#include "sim/memory/greedy.h"
#include "sim/memory/heap_fit.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

/// First fit looks at so many pairs of live buffers in about a second.
constexpr std::int64_t manyPairs = 20'000'000;

std::int64_t livePairs(const PlanProblem& problem) {
  std::int64_t pairs = 0;
  std::int64_t live = 0;
  forEachEvent(problem, [&](const SweepEvent& event) {
    if (event.begins)
      pairs += live++;
    else
      --live;
  });
  return pairs;
}

struct Figures {
  double size = 0;
  double duration = 0;
  double begin = 0;
};

std::vector<Figures> figuresOf(const PlanProblem& problem, const std::vector<Chain>& chains) {
  std::vector<Figures> figures;
  for (const Chain& chain : chains) {
    const Interval steps = stepsOf(problem, chain);
    figures.push_back({static_cast<double>(extentOf(problem, chain).count()),
                       static_cast<double>(steps.length()), static_cast<double>(steps.begin)});
  }
  return figures;
}

using Rank = std::tuple<double, double>;  // larger first
using Rule = Rank (*)(const Figures&);

constexpr std::array<Rule, 5> orderRules{
    [](const Figures& f) {
      return Rank{f.size, f.duration};
    },
    [](const Figures& f) {
      return Rank{f.size * f.duration, f.size};
    },
    [](const Figures& f) {
      return Rank{f.duration, f.size};
    },
    [](const Figures& f) {
      return Rank{-f.begin, f.size};
    },
    [](const Figures& f) {
      return Rank{-f.begin, f.duration};
    },
};

std::vector<std::size_t> orderBy(Rule rule, const std::vector<Figures>& figures) {
  std::vector<std::size_t> order(figures.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return rule(figures[a]) > rule(figures[b]);
  });
  return order;
}

}  // namespace

ArenaPlan quickPlan(const PlanProblem& problem, Bytes enough, Stopper& stopper) {
  const std::vector<Chain> chains = chainsOf(problem);
  ArenaPlan best = planWith(problem, heapFit(problem, chains));
  const auto tryOrder = [&](const std::vector<std::size_t>& order, Footprint footprint,
                            Stopper* limit) {
    if (best.arena <= enough) return;
    improve(best, problem, firstFit(problem, chains, order, footprint, limit));
  };
  tryOrder(largestFirst(problem, chains, Ties::lastFirst), Footprint::buffers, nullptr);
  tryOrder(largestFirst(problem, chains, Ties::firstFirst), Footprint::hull, nullptr);
  if (livePairs(problem) > manyPairs) return best;
  const std::vector<Figures> figures = figuresOf(problem, chains);
  for (const Rule rule : orderRules) {
    if (stopper.stoppedNow()) break;
    tryOrder(orderBy(rule, figures), Footprint::buffers, &stopper);
  }
  return best;
}

}  // namespace tessera
