#include <pugixml.hpp>
#include <sstream>

#include "sim/check/check_report.h"

namespace tessera {
namespace {

/// XML 1.0 has no place for other control characters, and escaping does not make one.
std::string clean(const std::string& text) { return oneLine(text); }

std::string caseName(const Check& check) {
  return std::string(name(check.metric)) + " " + std::string(name(check.kind));
}

pugi::xml_node addCase(pugi::xml_node suite, const ModelOutcome& model, const std::string& name) {
  pugi::xml_node test = suite.append_child("testcase");
  test.append_attribute("name") = name.c_str();
  test.append_attribute("classname") = clean(model.name).c_str();
  test.append_attribute("time") = "0";
  return test;
}

void addProblem(pugi::xml_node test, const char* element, const char* type,
                const std::string& message) {
  pugi::xml_node problem = test.append_child(element);
  problem.append_attribute("message") = clean(message).c_str();
  problem.append_attribute("type") = type;
  problem.text().set(clean(message).c_str());
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

Counts countsOf(const ModelOutcome& model) {
  if (model.failure) return {1, 0, 1};
  Counts counts{model.checks.size(), 0, 0};
  for (const Check& check : model.checks) counts.failures += check.passed() ? 0 : 1;
  return counts;
}

void addCounts(pugi::xml_node node, const Counts& counts) {
  node.append_attribute("tests") = static_cast<unsigned long long>(counts.tests);
  node.append_attribute("failures") = static_cast<unsigned long long>(counts.failures);
  node.append_attribute("errors") = static_cast<unsigned long long>(counts.errors);
}

void addSuite(pugi::xml_node root, const ModelOutcome& model) {
  pugi::xml_node suite = root.append_child("testsuite");
  suite.append_attribute("name") = clean(model.name).c_str();
  addCounts(suite, countsOf(model));
  suite.append_attribute("time") = "0";
  if (model.failure) {
    addProblem(addCase(suite, model, "import and simulation"), "error", "error",
               model.failure->text);
  }
  for (const Check& check : model.checks) {
    pugi::xml_node test = addCase(suite, model, caseName(check));
    if (!check.passed()) {
      const std::string kind(name(check.kind));
      addProblem(test, "failure", kind.c_str(), findingText(model.name, check));
    }
  }
}

}  // namespace

std::string checkJunit(const CheckReport& report) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  root.append_attribute("name") = "tessera check";
  Counts sum;
  for (const ModelOutcome& model : report.models) {
    const Counts counts = countsOf(model);
    sum = {sum.tests + counts.tests, sum.failures + counts.failures, sum.errors + counts.errors};
  }
  addCounts(root, sum);
  for (const ModelOutcome& model : report.models) addSuite(root, model);
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace tessera
