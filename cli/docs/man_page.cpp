#include "cli/docs/man_page.h"

#include <sstream>
#include <vector>

namespace tessera::cli {
namespace {

/// Text as roff takes it: hyphens that can be copied, no line that looks like a request.
std::string roffEscaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n')) {
      result += std::string("\\&") + c;
    } else {
      result += c;
    }
  }
  return result;
}

std::vector<std::string> paragraphs(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  std::string paragraph;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) {
      paragraph += line + '\n';
    } else if (!paragraph.empty()) {
      found.push_back(std::move(paragraph));
      paragraph.clear();
    }
  }
  if (!paragraph.empty()) found.push_back(std::move(paragraph));
  return found;
}

/// Lines as they stand.
std::string verbatim(const std::string& lines) { return ".nf\n" + roffEscaped(lines) + ".fi\n"; }

/// The introduction of a help text: prose, and the examples under a heading of their own.
std::string introduction(const CommandHelp& help) {
  static const std::string examplesMark = "Examples:\n";
  std::string prose = ".SH DESCRIPTION\n" + roffEscaped(help.what) + '\n';
  std::string examples;
  for (const std::string& paragraph : paragraphs(help.introduction)) {
    if (paragraph.rfind(examplesMark, 0) == 0) {
      examples = ".SH EXAMPLES\n" + verbatim(paragraph.substr(examplesMark.size()));
    } else {
      const bool aligned = paragraph.find("\n  ") != std::string::npos || paragraph[0] == ' ';
      prose += ".PP\n" + (aligned ? verbatim(paragraph) : roffEscaped(paragraph));
    }
  }
  return prose + examples;
}

std::string entries(const std::string& title, const std::vector<HelpEntry>& list) {
  if (list.empty()) return {};
  std::string text = ".SH " + title + '\n';
  for (const HelpEntry& entry : list) {
    text += ".TP\n.B " + roffEscaped(entry.form) + '\n' + roffEscaped(entry.text) + '\n';
  }
  return text;
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// From the title to the examples.
std::string pageOpening(const std::string& name, const CommandHelp& help,
                        const std::string& version) {
  return ".TH " + roffEscaped(upper(name)) + " 1 \"\" \"tessera " + version +
         "\" \"User Commands\"\n" + ".SH NAME\n" + roffEscaped(name) + " \\- " +
         roffEscaped(help.what) + '\n' + ".SH SYNOPSIS\n.B " + roffEscaped(help.usage) + '\n' +
         introduction(help);
}

std::string seeAlso(const std::vector<std::string>& pages) {
  std::string text = ".SH SEE ALSO\n";
  for (const std::string& page : pages) {
    text += ".BR " + roffEscaped(page) + (page == pages.back() ? " (1)\n" : " (1),\n");
  }
  return text;
}

}  // namespace

std::string manPage(const ProgramHelp& help, const std::string& version) {
  std::vector<std::string> pages;
  for (const HelpEntry& command : help.program.commands) pages.push_back("tessera-" + command.form);
  return pageOpening("tessera", help.program, version) +
         entries("COMMANDS", help.program.commands) + entries("OPTIONS", help.program.options) +
         seeAlso(pages);
}

std::string manPage(const ProgramHelp& help, const HelpEntry& command, const CommandHelp& its,
                    const std::string& version) {
  std::vector<std::string> pages{"tessera"};
  for (const HelpEntry& other : help.program.commands) {
    if (other.form != command.form) pages.push_back("tessera-" + other.form);
  }
  return pageOpening("tessera-" + command.form, its, version) +
         entries("ARGUMENTS", its.positionals) + entries("OPTIONS", its.options) + seeAlso(pages);
}

}  // namespace tessera::cli
