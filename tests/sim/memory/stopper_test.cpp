#include "sim/memory/stopper.h"

#include <gtest/gtest.h>

#include "tests/sim/memory/random_problem.h"

namespace tessera {
namespace {

int asksUntilStopped(const PlanOptions& options, int most) {
  Stopper stopper(options);
  for (int asked = 1; asked <= most; ++asked) {
    if (stopper.stopped()) return asked;
  }
  return 0;
}

TEST(Stopper, ALimitOfWorkIsCountedExactly) {
  EXPECT_EQ(asksUntilStopped({}, 1000), 0);
  PlanOptions options;
  options.workLimit = 77;
  EXPECT_EQ(asksUntilStopped(options, 1000), 77);
}

TEST(Stopper, UnderALimitOfWorkThePlanIsTheSameEveryTime) {
  PlanOptions options;
  options.workLimit = 200;
  const PlanProblem problem = test::randomProblem(5, {.most = 80, .steps = 40, .largest = 500});
  const ArenaPlan first = plan(problem, PlannerKind::exact, options);
  EXPECT_EQ(plan(problem, PlannerKind::exact, options).offsets, first.offsets);
  EXPECT_LE(plan(problem, PlannerKind::exact).arena, first.arena);
}

}  // namespace
}  // namespace tessera
