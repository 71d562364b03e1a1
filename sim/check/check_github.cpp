#include <fmt/core.h>

#include "sim/check/check_report.h"

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

std::string command(const char* level, const CheckReport& report, std::size_t line,
                    const std::string& title, const std::string& message) {
  return fmt::format("::{} file={},line={},title={}::{}\n", level, escaped(report.config, true),
                     line, escaped(title, true), escaped(message, false));
}

}  // namespace

std::string checkGithub(const CheckReport& report) {
  std::string text;
  for (const ModelOutcome& model : report.models) {
    if (model.failure) {
      text += command("error", report, model.line, "tessera: " + model.name + " has no results",
                      model.name + ": " + model.failure->text);
    }
    for (const Check& check : model.checks) {
      if (check.passed()) continue;
      text += command("error", report, check.line,
                      fmt::format("tessera: {} of {}", title(check.metric), model.name),
                      findingText(model.name, check));
    }
    for (const std::string& note : model.notes) {
      text +=
          command("notice", report, model.line, "tessera: " + model.name, model.name + ": " + note);
    }
  }
  return text;
}

}  // namespace tessera
