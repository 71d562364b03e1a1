#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "cli/report_formats.h"
#include "sim/report/document_formats.h"

namespace tessera::cli {

/// The forms of a report: those that its document takes (`documentOf(report, reader)` makes it),
/// among them its own, in the order that --help lists: the first behind the text, the others before
/// the page.
template <class Report, class Build>
ReportFormats<Report> withDocuments(Build documentOf, ReportFormats<Report> own) {
  ReportFormats<Report> formats;
  std::size_t taken = 0;
  const auto takeUpTo = [&](std::size_t count) {
    for (; taken < std::min(count, own.size()); ++taken) formats.push_back(own[taken]);
  };
  for (const DocumentFormat& format : documentFormats()) {
    if (format.audience == Audience::page) takeUpTo(own.size());
    formats.push_back(
        {format.name, [format, documentOf](const Report& report, const TextStyle& style) {
           return format.render(documentOf(report, {format.audience, style}), style);
         }});
    takeUpTo(1);
  }
  return formats;
}

}  // namespace tessera::cli
