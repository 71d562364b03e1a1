#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "sim/report/text_style.h"

namespace tessera::cli {

/// One form that a command's report can take. Only text for people cares for the style.
template <class Report>
struct ReportFormat {
  std::string name;
  std::function<std::string(const Report&, const TextStyle&)> render;
};

/// All forms of one command's report; the first is what it prints where none is asked for.
template <class Report>
using ReportFormats = std::vector<ReportFormat<Report>>;

/// A form that does not depend on the style.
template <class Report>
ReportFormat<Report> plainFormat(std::string name, std::string (*render)(const Report&)) {
  return {std::move(name),
          [render](const Report& report, const TextStyle&) { return render(report); }};
}

template <class Report>
std::vector<std::string> formatNames(const ReportFormats<Report>& formats) {
  std::vector<std::string> names;
  for (const auto& format : formats) names.push_back(format.name);
  return names;
}

/// Every document that the arguments ask for, in the order of writing: exports to files, then the
/// report itself, then an export to stdout. The report itself is left out where nothing asks for it
/// (neither --format nor -o) and an export takes its place on stdout.
std::vector<Export> documentsWanted(const OutputArguments& output);

/// Whether somebody asks for a form or a file of the report.
bool asksForReport(const OutputArguments& output);

/// The style of text at that path: that of stdout where it is empty or "-", else of a file.
TextStyle styleFor(const std::string& path, ColorWish color);

/// Renders all documents that are asked for, then writes them: where one cannot be rendered, none
/// is written. Throws what the renderers and `writeOutput` throw.
template <class Report>
void writeReports(const Report& report, const ReportFormats<Report>& formats,
                  const OutputArguments& output) {
  std::vector<std::string> texts;
  const std::vector<Export> documents = documentsWanted(output);
  for (const Export& document : documents) {
    const auto named = std::find_if(formats.begin(), formats.end(), [&](const auto& format) {
      return format.name == document.format;
    });
    const auto& format = named == formats.end() ? formats.front() : *named;
    texts.push_back(format.render(report, styleFor(document.path, output.color)));
  }
  for (std::size_t i = 0; i < documents.size(); ++i) writeOutput(documents[i].path, texts[i]);
}

}  // namespace tessera::cli
