#include "tests/support/minimalloc.h"

#include <fstream>
#include <sstream>

#include "sim/memory/problem_csv.h"

namespace tessera::test {

PlanProblem minimallocInstance(const std::string& folder, char name) {
  const std::string path = folder + "/" + name + ".1048576.csv";
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return parseProblemCsv(text.str(), path).problem;
}

}  // namespace tessera::test
