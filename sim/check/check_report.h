#pragma once

#include <string>

#include "sim/check/judge.h"
#include "sim/report/text_style.h"
#include "sim/report/verdicts.h"

/// The forms of a check's report; each is the whole text, ended by a newline.
namespace tessera {

/// For people: a table of all checks with their margins, notes, and the findings last.
std::string checkText(const CheckReport& report, const TextStyle& style);

/// As JSON: "models" with "checks" for each, "findings" and "exit_code"; raw integers.
std::string checkJson(const CheckReport& report);

/// One line a check, with a header line.
std::string checkCsv(const CheckReport& report);

/// GitHub-flavoured Markdown: a table a check, findings above it.
std::string checkMarkdown(const CheckReport& report);

/// One HTML file that needs no network: findings, every check with its margin, notes, settings.
std::string checkHtml(const CheckReport& report);

/// A suite a model, a verdict a check, at its line of the configuration; a model without results is
/// an error.
Verdicts verdictsOf(const CheckReport& report);

}  // namespace tessera
