#include <fmt/core.h>

#include "sim/report/verdicts.h"

namespace tessera {
namespace {

/// Escapes what ends a workflow command's data, and in a property what ends that too (GitHub
/// Actions toolkit, packages/core, command.ts).
std::string escaped(const std::string& text, bool property) {
  std::string result;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special) {
      result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result;
}

std::string command(const char* level, const std::string& file, const VerdictNote& note) {
  std::string properties;
  if (!file.empty()) properties += "file=" + escaped(file, true) + ",";
  if (!file.empty() && note.line > 0) properties += fmt::format("line={},", note.line);
  return fmt::format("::{} {}title={}::{}\n", level, properties,
                     escaped("tessera: " + note.title, true), escaped(note.message, false));
}

}  // namespace

std::string verdictsGithub(const Verdicts& verdicts) {
  std::string text;
  for (const VerdictSuite& suite : verdicts.suites) {
    for (const Verdict& verdict : suite.verdicts) {
      const bool passed = verdict.outcome == Outcome::passed;
      if (passed && verdict.message.empty()) continue;
      text += command(passed ? "notice" : "error", verdicts.file,
                      {verdict.title, verdict.message, verdict.line});
    }
    for (const VerdictNote& note : suite.notes) text += command("notice", verdicts.file, note);
  }
  return text;
}

}  // namespace tessera
