#include "cli/options/help.h"

#include <algorithm>
#include <sstream>

namespace tessera::cli {
namespace {

constexpr std::size_t formWidth = 30;  // its indent of two and a gap of two included

std::string entryText(const HelpEntry& entry, std::size_t width) {
  std::string text = "  " + entry.form;
  std::size_t column = text.size();
  const auto newLine = [&] {
    text += '\n' + std::string(formWidth, ' ');
    column = formWidth;
  };
  if (column + 2 > formWidth) newLine();
  text.append(formWidth - std::min(formWidth, column), ' ');
  column = formWidth;
  std::istringstream words(entry.text);
  for (std::string word; words >> word;) {
    if (column > formWidth && column + 1 + word.size() > width) newLine();
    const std::string space(column > formWidth ? 1 : 0, ' ');
    text += space + word;
    column += space.size() + word.size();
  }
  return text + '\n';
}

std::string group(const std::string& title, const std::vector<HelpEntry>& entries,
                  std::size_t width) {
  if (entries.empty()) return {};
  std::string text = '\n' + title + ":\n";
  for (const HelpEntry& entry : entries) text += entryText(entry, width);
  return text;
}

}  // namespace

std::string helpText(const CommandHelp& help, std::size_t width) {
  return help.what + "\nUsage: " + help.usage + "\n\n" + help.introduction + '\n' +
         group("Arguments", help.positionals, width) + group("Commands", help.commands, width) +
         group("Options", help.options, width);
}

}  // namespace tessera::cli
