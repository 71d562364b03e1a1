#include <gtest/gtest.h>

#include <utility>

#include "sim/memory/problem_csv.h"
#include "sim/report/csv.h"
#include "sim/report/plan.h"

namespace tessera {
namespace {

TEST(PlanDocument, OfABareProblemIsWrittenAsMinimallocDoes) {
  NamedProblem named = parseProblemCsv("id,lower,upper,size\na,0,3,4\nb,2,9,5\n", "p.csv");
  PlanReport report;
  report.names = named.names;
  RunArena& arena = report.bare.emplace();
  arena.plan = planWith(named.problem, {Bytes(5), Bytes(0)});
  arena.problem = std::move(named.problem);
  EXPECT_EQ(documentCsv(documentOf(report, {}, {Audience::program})),
            "id,lower,upper,size,offset\na,0,3,4,5\nb,2,9,5,0\n");
}

TEST(PlanDocument, OfABareProblemWithDistancesCanBeReadAgain) {
  const std::string text =
      "id,lower,upper,size,offset,same_offset_as,distance\na,0,3,4,1,,\nb,2,9,5,0,a,-1\n";
  NamedProblem named = parseProblemCsv(text, "p.csv");
  PlanReport report;
  report.names = named.names;
  RunArena& arena = report.bare.emplace();
  arena.plan = planWith(named.problem, {Bytes(1), Bytes(0)});
  arena.problem = std::move(named.problem);
  EXPECT_EQ(documentCsv(documentOf(report, {}, {Audience::program})), text);
}

}  // namespace
}  // namespace tessera
