#include <pugixml.hpp>
#include <sstream>

#include "core/error.h"
#include "sim/report/verdicts.h"

namespace tessera {
namespace {

/// XML 1.0 has no place for other control characters, and escaping does not make one.
std::string clean(const std::string& text) { return oneLine(text); }

struct OutcomeCounts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

OutcomeCounts& operator+=(OutcomeCounts& sum, const OutcomeCounts& more) {
  sum.tests += more.tests;
  sum.failures += more.failures;
  sum.errors += more.errors;
  return sum;
}

OutcomeCounts countsOf(const VerdictSuite& suite) {
  OutcomeCounts counts;
  for (const Verdict& verdict : suite.verdicts) {
    counts += {1, verdict.outcome == Outcome::failed ? 1U : 0U,
               verdict.outcome == Outcome::error ? 1U : 0U};
  }
  return counts;
}

void addCounts(pugi::xml_node node, const OutcomeCounts& counts) {
  node.append_attribute("tests") = static_cast<unsigned long long>(counts.tests);
  node.append_attribute("failures") = static_cast<unsigned long long>(counts.failures);
  node.append_attribute("errors") = static_cast<unsigned long long>(counts.errors);
}

void addMessage(pugi::xml_node test, const Verdict& verdict) {
  const std::string message = clean(verdict.message);
  if (verdict.outcome == Outcome::passed) {
    if (!message.empty()) test.append_child("system-out").text().set(message.c_str());
    return;
  }
  pugi::xml_node problem =
      test.append_child(verdict.outcome == Outcome::failed ? "failure" : "error");
  problem.append_attribute("message") = message.c_str();
  problem.append_attribute("type") = verdict.kind.c_str();
  problem.text().set(message.c_str());
}

/// GitLab shows the file; readers that do not know the two leave them out.
void addPlace(pugi::xml_node test, const std::string& file, std::size_t line) {
  if (file.empty()) return;
  test.append_attribute("file") = clean(file).c_str();
  if (line > 0) test.append_attribute("line") = static_cast<unsigned long long>(line);
}

void addSuite(pugi::xml_node root, const VerdictSuite& suite, const std::string& file) {
  pugi::xml_node node = root.append_child("testsuite");
  node.append_attribute("name") = clean(suite.name).c_str();
  addCounts(node, countsOf(suite));
  node.append_attribute("time") = "0";
  for (const Verdict& verdict : suite.verdicts) {
    pugi::xml_node test = node.append_child("testcase");
    test.append_attribute("name") = clean(verdict.name).c_str();
    test.append_attribute("classname") = clean(suite.name).c_str();
    test.append_attribute("time") = "0";
    addPlace(test, file, verdict.line);
    addMessage(test, verdict);
  }
}

}  // namespace

std::string verdictsJunit(const Verdicts& verdicts) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  root.append_attribute("name") = verdicts.command.c_str();
  OutcomeCounts sum;
  for (const VerdictSuite& suite : verdicts.suites) sum += countsOf(suite);
  addCounts(root, sum);
  for (const VerdictSuite& suite : verdicts.suites) addSuite(root, suite, verdicts.file);
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace tessera
