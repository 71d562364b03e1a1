#pragma once

#include <string>

#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// Plain text inside a GitHub table cell or paragraph: what Markdown or HTML would read as their
/// own is escaped, control characters become question marks.
std::string markdownEscaped(const std::string& text);

/// A GitHub table; columns without a title and without content are left out.
std::string markdownTable(const std::vector<Column>& columns, const std::vector<Row>& rows);

/// The document as GitHub Markdown: a heading, the summary as a table, a heading and a table for
/// each section, the notes folded away. In other dialects the summary is lines, the notes are a
/// list.
std::string documentMarkdown(const Document& document);

/// A simulation for a pull request's comment or a step summary; long tables are folded.
std::string simulationMarkdown(const SimulationReport& report);

}  // namespace tessera
