#include "sim/report/markdown.h"

#include <algorithm>

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::size_t foldedRows = 20;

bool isUsed(const std::vector<Column>& columns, const std::vector<Row>& rows, std::size_t column) {
  return !columns[column].title.empty() || std::any_of(rows.begin(), rows.end(), [&](auto& row) {
    return !row.cells[column].empty();
  });
}

std::string cellText(const Row& row, std::size_t column) {
  const std::string text = markdownEscaped(row.cells[column]);
  const bool strong = row.ink == Ink::bold || row.ink == Ink::alarm;
  return strong && !text.empty() ? "**" + text + "**" : text;
}

}  // namespace

std::string markdownEscaped(const std::string& text) {
  std::string escaped;
  for (const char c : oneLine(text)) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      if (std::string_view("\\`*_[]|~#@$").find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string markdownTable(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  std::string head = "|";
  std::string rule = "|";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!isUsed(columns, rows, i)) continue;
    head += " " + markdownEscaped(columns[i].title) + " |";
    rule += columns[i].align == Align::right ? " ---: |" : " --- |";
  }
  std::string text = head + '\n' + rule + '\n';
  for (const Row& row : rows) {
    text += '|';
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (isUsed(columns, rows, i)) text += " " + cellText(row, i) + " |";
    }
    text += '\n';
  }
  return text;
}

std::string markdownText(const Digest& digest) {
  std::string text = "## " + markdownEscaped(digest.title) + "\n\n";
  std::vector<Row> facts;
  for (const Fact& fact : digest.facts) facts.push_back({{fact.key, fact.value}});
  text += markdownTable({{"summary"}, {" "}}, facts);
  for (const Section& section : digest.sections) {
    if (section.rows.empty()) continue;
    text += "\n### " + markdownEscaped(section.title) + "\n\n";
    text += markdownTable(section.columns, section.rows);
  }
  text += "\n<details><summary>What is counted</summary>\n\n";
  for (const std::string& note : digest.notes) text += "- " + markdownEscaped(note) + '\n';
  return text + "\n</details>\n";
}

std::string simulationMarkdown(const SimulationReport& report) {
  return markdownText(digestOf(report, foldedRows));
}

std::string comparisonMarkdown(const ComparisonReport& report) {
  return markdownText(digestOf(report));
}

std::string searchMarkdown(const SearchReport& report) {
  return markdownText(digestOf(report, foldedRows));
}

}  // namespace tessera
