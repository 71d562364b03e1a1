#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

enum class Outcome : std::uint8_t {
  passed,
  failed,
  error,  ///< it could not be told
};

/// "pass", "FAIL", "ERROR": how reports for people begin.
const char* label(Outcome outcome);

/// One thing that was asked, and what came of it. All texts are plain, each renderer escapes them.
struct Verdict {
  Outcome outcome = Outcome::passed;
  std::string rule;      ///< of `Verdicts::rules`: "sram-limit"; empty where nothing was asked
  std::string name;      ///< "sram limit"
  std::string kind;      ///< what it was held against: "limit"
  std::string title;     ///< a headline: "SRAM of resnet8"
  std::string message;   ///< one sentence; may be empty of what passed
  std::size_t line = 0;  ///< of the file, from 1; 0 where it belongs to none
};

/// Something to know that is no verdict.
struct VerdictNote {
  std::string title;
  std::string message;
  std::size_t line = 0;  ///< as of a verdict
};

/// What was asked of one model or one schedule.
struct VerdictSuite {
  std::string name;
  std::vector<Verdict> verdicts;
  std::vector<VerdictNote> notes = {};
};

struct VerdictRule {
  std::string id;
  std::string text;
};

/// What a pipeline wants to know of a report: the one structure behind JUnit, SARIF and GitHub's
/// annotations.
struct Verdicts {
  std::string command;             ///< "tessera check"
  std::string file;                ///< where findings are shown; empty where there is none
  std::vector<VerdictRule> rules;  ///< all that can be broken, the same in every run
  std::vector<VerdictSuite> suites;
};

/// JUnit XML: a test case a verdict, which says its message where it did not pass or passed with
/// one, and at which file and line it is shown.
std::string verdictsJunit(const Verdicts& verdicts);

/// SARIF 2.1.0: a result a verdict that did not pass, with a fingerprint of what was asked of what.
/// `version` is the program's.
std::string verdictsSarif(const Verdicts& verdicts, const std::string& version);

/// GitHub's workflow commands: an ::error a verdict that did not pass; a ::notice a note and a
/// verdict that passed with a message.
std::string verdictsGithub(const Verdicts& verdicts);

}  // namespace tessera
