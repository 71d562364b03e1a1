#pragma once

#include <functional>
#include <string>
#include <utility>

#include "cli/report_formats.h"
#include "cli/repository_path.h"
#include "sim/report/verdicts.h"

namespace tessera::cli {

/// `verdictsOf` of a report about that file; stdin is none.
template <class Report>
std::function<Verdicts(const Report&)> verdictsAt(const std::string& path) {
  return [file = path == "-" ? std::string() : path](const Report& report) {
    return verdictsOf(report, file);
  };
}

/// A command's forms, and behind them those for pipelines: junit, sarif and github, whose file is
/// seen from the root of its repository.
template <class Report>
ReportFormats<Report> withVerdicts(ReportFormats<Report> formats,
                                   std::function<Verdicts(const Report&)> of) {
  const auto verdicts = [of](const Report& report) {
    Verdicts seen = of(report);
    seen.file = fromRepository(seen.file);
    return seen;
  };
  formats.push_back({"junit", [verdicts](const Report& report, const TextStyle&) {
                       return verdictsJunit(verdicts(report));
                     }});
  formats.push_back({"sarif", [verdicts](const Report& report, const TextStyle&) {
                       return verdictsSarif(verdicts(report), TESSERA_VERSION);
                     }});
  formats.push_back({"github", [verdicts](const Report& report, const TextStyle&) {
                       return verdictsGithub(verdicts(report));
                     }});
  return formats;
}

}  // namespace tessera::cli
