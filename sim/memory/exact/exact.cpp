#include "sim/memory/exact/exact.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.h"
#include "sim/memory/chains.h"
#include "sim/memory/exact/local_search.h"
#include "sim/memory/exact/part_search.h"
#include "sim/memory/exact/parts.h"
#include "sim/memory/exact/portfolio.h"
#include "sim/memory/fixed.h"
#include "sim/memory/greedy.h"
#include "sim/memory/stopper.h"

namespace tessera {
namespace {

/// More items than this are not searched but improved locally.
constexpr std::size_t mostSearched = 10'000;

/// A part and its search, which begins when the part first decides the arena.
class PartPlan {
 public:
  PartPlan(Part part, Bytes enough, Stopper& stopper)
      : part_(std::move(part)),
        stopper_(stopper),
        plan_(quickPlan(part_.problem, std::max(enough, arenaLowerBound(part_.problem)), stopper)) {
  }

  const Part& part() const { return part_; }
  const ArenaPlan& plan() const { return plan_; }
  bool open() const { return !gaveUp_; }

  void round(const ArenaGoal& goal) {
    if (!search_ && !local_) begin();
    if (search_) {
      search_->round(goal);
    } else {
      local_->round(std::max(goal.enough, plan_.lowerBound));
      gaveUp_ = !local_->open();
    }
  }

 private:
  void begin() {
    if (part_.problem.buffers.size() <= mostSearched) {
      packing_ = packingOf(part_.problem, chainsOf(part_.problem));
    }
    if (packing_) {
      search_ = std::make_unique<PartSearch>(part_.problem, *packing_, plan_, stopper_);
    } else {
      local_ = std::make_unique<LocalSearch>(part_.problem, plan_, stopper_);
    }
  }

  Part part_;
  Stopper& stopper_;
  ArenaPlan plan_;
  std::optional<Packing> packing_;
  std::unique_ptr<PartSearch> search_;
  std::unique_ptr<LocalSearch> local_;
  bool gaveUp_ = false;
};

using Parts = std::vector<std::unique_ptr<PartPlan>>;

/// The part whose arena is the arena of the whole.
PartPlan& largestOf(const Parts& parts) {
  return **std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return a->plan().arena < b->plan().arena;
  });
}

/// They are in no part, yet the greedy planners place them, which may turn out to be better.
bool hasEmptyBuffers(const PlanProblem& problem) {
  return std::any_of(problem.buffers.begin(), problem.buffers.end(),
                     [](const PlanBuffer& buffer) { return buffer.size == Bytes(0); });
}

ArenaPlan together(const PlanProblem& problem, const Parts& parts, Bytes bound,
                   const Stopper& stopper) {
  std::vector<Bytes> offsets(problem.buffers.size());
  for (const Chain& chain : chainsOf(problem)) {  // of those without any bytes
    for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
      offsets[chain.buffers[k]] = chain.offset.value_or(Bytes(0)) + chain.shifts[k];
    }
  }
  for (const auto& part : parts) {
    for (std::size_t i = 0; i < part->part().origins.size(); ++i) {
      for (const std::size_t origin : part->part().origins[i]) {
        offsets[origin] = part->plan().offsets[i];
      }
    }
  }
  ArenaPlan plan = planWith(problem, std::move(offsets));
  if (plan.arena > bound && hasEmptyBuffers(problem)) {
    improve(plan, problem, tflmGreedy(problem).offsets);
    improve(plan, problem, tinyengineFirstFit(problem).offsets);
  }
  plan.lowerBound = bound;
  plan.proven = plan.arena == bound;
  plan.end = plan.proven ? SearchEnd::proven : stopper.reason().value_or(SearchEnd::exhausted);
  return plan;
}

void checkFixed(const PlanProblem& problem) {
  const std::optional<FixedCollision> found = fixedCollision(problem);
  if (!found) return;
  throw Error(ErrorCode::input,
              "no plan is possible: it shares addresses with buffer " +
                  std::to_string(found->first) + " in step " + std::to_string(found->step) +
                  ", and both are fixed",
              "buffer " + std::to_string(found->second), "move one of them");
}

}  // namespace

ArenaPlan exactPlan(const PlanProblem& problem, const PlanOptions& options) {
  checkProblem(problem);
  checkFixed(problem);
  Stopper stopper(options);
  const Bytes aim = options.capacity.value_or(Bytes(0));
  Bytes bound = arenaLowerBound(problem);
  Parts parts;
  for (Part& part : independentParts(problem)) {
    parts.push_back(std::make_unique<PartPlan>(std::move(part), std::max(aim, bound), stopper));
  }
  while (!parts.empty()) {
    PartPlan& part = largestOf(parts);
    const Bytes arena = std::max(part.plan().arena, bound);
    if (options.progress) options.progress(arena, bound);
    const bool enough = arena <= std::max(aim, bound);
    const bool impossible = options.capacity && bound > aim;
    if (enough || impossible || !part.open() || stopper.stoppedNow()) break;
    part.round({std::max(aim, bound), !options.capacity});
    bound = std::max(bound, part.plan().lowerBound);
  }
  return together(problem, parts, bound, stopper);
}

}  // namespace tessera
