// The challenging instances of github.com/google/minimalloc, where they lie beside the repository.
#ifdef TESSERA_MINIMALLOC_DATA

#include "tests/support/minimalloc.h"

#include <gtest/gtest.h>

#include "sim/memory/planner.h"
#include "sim/memory/validate.h"

namespace tessera {
namespace {

PlanProblem instance(char name) { return test::minimallocInstance(TESSERA_MINIMALLOC_DATA, name); }

TEST(Minimalloc, ElevenInstancesFitTheirCapacity) {
  PlanOptions options;
  options.capacity = Bytes(1048576);
  options.workLimit = 100'000;
  for (char name = 'A'; name <= 'K'; ++name) {
    const PlanProblem problem = instance(name);
    const ArenaPlan found = plan(problem, PlannerKind::exact, options);
    EXPECT_LE(found.arena, Bytes(1048576)) << name;
    EXPECT_FALSE(validate(problem, found)) << name;
    EXPECT_EQ(found.lowerBound, livePeak(problem).bytes) << name;
  }
}

TEST(Minimalloc, InstanceCReachesItsLowerBound) {
  PlanOptions options;
  options.workLimit = 5'000'000;
  const PlanProblem problem = instance('C');
  const ArenaPlan found = plan(problem, PlannerKind::exact, options);
  EXPECT_EQ(found.arena, Bytes(1039360));
  EXPECT_TRUE(found.proven);
  EXPECT_FALSE(validate(problem, found));
}

}  // namespace
}  // namespace tessera

#endif
