#include "sim/memory/planner.h"

#include "tests/sim/memory/random_problem.h"
#include "tests/support/expect_error.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

TEST(Planner, IsFoundByItsName) {
  for (const PlannerKind kind : {PlannerKind::exact, PlannerKind::tflm, PlannerKind::tinyengine}) {
    EXPECT_EQ(plannerNamed(std::string(name(kind))), kind);
  }
  expectError(ErrorCode::usage, {"'tlfm'", "did you mean 'tflm'"}, [] { plannerNamed("tlfm"); });
}

TEST(Planner, ACapacityThatTheLeastArenaFitsChangesNothing) {
  checkProperty(200, [](std::uint64_t seed) {
    const PlanProblem problem = randomProblem(seed);
    PlanOptions options;
    options.workLimit = 1000;
    const ArenaPlan least = plan(problem, PlannerKind::exact, options);
    options.capacity = least.arena + Bytes(10);
    const ArenaPlan roomy = plan(problem, PlannerKind::exact, options);
    RC_ASSERT(roomy.offsets == least.offsets);
    options.capacity = least.arena - Bytes(1);
    RC_ASSERT(plan(problem, PlannerKind::exact, options).arena <= least.arena);
  });
}

}  // namespace
}  // namespace tessera::test
