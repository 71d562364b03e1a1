#include "cli/options/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <utility>

#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "core/closest_name.h"

namespace tessera::cli {
namespace {

constexpr std::size_t widestHelp = 100;

/// "-o,--output" -> "-o", "--output".
std::vector<std::string> split(const std::string& names) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= names.size();) {
    const std::size_t comma = std::min(names.find(',', at), names.size());
    words.push_back(names.substr(at, comma - at));
    at = comma + 1;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

/// An unset variable of a script must not read as "none".
auto notEmpty(const std::string& name) {
  return [name](const std::string& text) -> std::string {
    if (text.empty()) throw usageError(name + " is empty", "write what it is, or leave it out");
    return {};
  };
}

HelpEntry optionEntry(const std::string& names, const std::string& type, const std::string& help,
                      bool repeatable) {
  const std::vector<std::string> words = split(names);
  const std::string form = joined(words, ", ") + (type.empty() ? "" : " ") + type;
  return {form, help, words, type, repeatable};
}

/// What other tools call an option of ours.
std::optional<std::string> ourWordFor(const std::string& word) {
  static const std::map<std::string, std::string> words{
      {"--board", "--target"},    {"--device", "--target"}, {"--mcu", "--target"},
      {"--ram", "--sram"},        {"--memory", "--sram"},   {"--budget", "--sram"},
      {"--engine", "--runtime"},  {"--out", "--output"},    {"--outfile", "--output"},
      {"--precision", "--dtype"}, {"--type", "--dtype"},    {"--shape", "--input-shape"},
      {"--time", "--latency"}};
  const auto found = words.find(word);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

/// Throws where one of the words is a long option that `app` does not have.
void explainUnknownOptions(const CLI::App& app, const std::string& program, int first, int end,
                           const char* const* argv) {
  std::vector<std::string> options;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  }
  for (int i = first; i < end; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    if (word.rfind("--", 0) != 0 || word == "--") continue;
    if (std::find(options.begin(), options.end(), word) == options.end()) {
      const auto closest = closestIndex(word, options);
      auto meant = ourWordFor(word);
      if (meant && std::find(options.begin(), options.end(), *meant) == options.end())
        meant.reset();
      if (!meant && closest) meant = options[*closest];
      throw usageError("'" + word + "' is not an option of " + program,
                       meant ? "did you mean '" + *meant + "'?" : "see `" + program + " --help`");
    }
  }
}

/// A first word that is no command, or an option that does not exist, with the closest that does.
void explainUnknownWords(const CLI::App& app, int argc, const char* const* argv) {
  int at = 1;
  while (at < argc && argv[at][0] == '-') ++at;
  explainUnknownOptions(app, "tessera", 1, at, argv);
  if (at == argc || argv[at][0] == '\0') return;
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(command->get_name());
  }
  const std::string first = argv[at];
  if (std::find(commands.begin(), commands.end(), first) == commands.end()) {
    throw usageError("'" + first + "' is not a command", closestName(first, commands));
  }
  explainUnknownOptions(*app.get_subcommand(first), "tessera " + first, at + 1, argc, argv);
}

/// The first word that is no option; empty where there is none.
std::string commandOf(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] != '-') return argv[i];
  }
  return {};
}

/// "file|best" -> "file or best".
std::string choicesText(const std::string& type) {
  std::string text;
  for (const char c : type) {
    if (c == '|') {
      text += " or ";
    } else {
      text += c;
    }
  }
  return text;
}

/// Throws where an option has no value, or is there twice and may not be.
void explainMissingValues(const CommandHelp& help, int argc, const char* const* argv) {
  for (const HelpEntry& option : help.options) {
    if (option.type.empty()) continue;
    int times = 0;
    for (int i = 1; i < argc; ++i) {
      const std::string word = argv[i];
      const std::string name = word.substr(0, word.find('='));
      if (std::find(option.names.begin(), option.names.end(), name) == option.names.end()) continue;
      ++times;
      if (word == name && (i + 1 == argc || std::string_view(argv[i + 1]).starts_with("--"))) {
        throw usageError(name + " needs a value", "write " + choicesText(option.type));
      }
      if (times > 1 && !option.repeatable)
        throw usageError(name + " is given twice", "give it once");
    }
  }
}

}  // namespace

CommandOptions::CommandOptions(CLI::App& app, CommandHelp help)
    : app_(&app), help_(std::move(help)) {}

void CommandOptions::record(const std::string& name, const std::string& type,
                            const std::string& help, Times times) {
  help_.options.push_back(optionEntry(name, type, help, times == Times::any));
}

void CommandOptions::positional(const std::string& name, std::string& target,
                                const std::string& help, Need need) {
  app_->add_option(name, target)->required(need == Need::required)->check(notEmpty(name));
  help_.usage += need == Need::required ? " " + name : " [" + name + "]";
  help_.positionals.push_back({name, help, {name}, name});
}

void CommandOptions::positionals(const std::string& name, std::vector<std::string>& target,
                                 const std::string& help) {
  app_->add_option(name, target)->required()->check(notEmpty(name));
  help_.usage += " " + name + "...";
  help_.positionals.push_back({name + "...", help, {name}, name, true});
}

void CommandOptions::flag(const std::string& name, bool& target, const std::string& help) {
  app_->add_flag(name, target);
  record(name, {}, help);
}

void CommandOptions::text(const std::string& name, std::string& target, const std::string& type,
                          const std::string& help) {
  app_->add_option(name, target)->type_name(type)->check(notEmpty(name));
  record(name, type, help);
}

void CommandOptions::texts(const std::string& name, std::vector<std::string>& target,
                           const std::string& type, const std::string& help) {
  app_->add_option(name, target)->type_name(type)->allow_extra_args(false);
  record(name, type, help, Times::any);
}

void CommandOptions::integer(const std::string& name, std::int64_t& target, std::int64_t least,
                             std::int64_t most, const std::string& type, const std::string& help) {
  const auto read = [name, &target, least, most](const std::string& text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc{} && at == end && value >= least && value <= most) {
      target = value;
      return;
    }
    throw usageError("'" + text + "' is not a whole number for " + name,
                     "it takes " + std::to_string(least) + " to " + std::to_string(most));
  };
  parsed(name, read, type, help);
}

void CommandOptions::parsed(const std::string& name,
                            const std::function<void(const std::string&)>& read,
                            const std::string& type, const std::string& help) {
  app_->add_option_function<std::string>(name, read)->type_name(type);
  record(name, type, help);
}

void CommandOptions::parsedEach(const std::string& name,
                                std::function<void(const std::string&)> read,
                                const std::string& type, const std::string& help) {
  const auto readAll = [read = std::move(read)](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) read(text);
  };
  app_->add_option_function<std::vector<std::string>>(name, readAll)
      ->type_name(type)
      ->allow_extra_args(false);
  record(name, type, help, Times::any);
}

void CommandOptions::oneOf(const std::string& name, const std::vector<std::string>& names,
                           std::function<void(std::size_t)> store, const std::string& help) {
  const auto read = [name, names, store = std::move(store)](const std::string& text) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& each) {
      return equalNames(each, text);
    });
    if (found == names.end()) {
      throw usageError("'" + text + "' is not a value of " + name, closestName(text, names));
    }
    store(static_cast<std::size_t>(found - names.begin()));
  };
  parsed(name, read, joined(names, "|"), help);
}

struct CommandLine::Parser {
  CLI::App app;
};

CommandLine::CommandLine(std::string what, std::string introduction, std::string version)
    : parser_(std::make_unique<Parser>()), version_(std::move(version)) {
  help_.what = std::move(what);
  help_.usage = "tessera COMMAND [OPTIONS]";
  help_.introduction = std::move(introduction);
  help_.options = {
      optionEntry("-h,--help", {},
                  "This help; after a command, or as help COMMAND, that of the command", false),
      optionEntry("--version", {}, "The version", false)};
  parser_->app.require_subcommand(1);
  parser_->app.set_version_flag("--version", version_);
}

CommandLine::~CommandLine() = default;

CommandOptions& CommandLine::command(const std::string& name, const std::string& what,
                                     const std::string& introduction) {
  CommandHelp help;
  help.what = what;
  help.usage = "tessera " + name + " [OPTIONS]";
  help.introduction = introduction;
  help_.commands.push_back({name, what, {name}});
  CLI::App& app = *parser_->app.add_subcommand(name);
  commands_[name] = std::make_unique<CommandOptions>(app, std::move(help));
  for (const Flag& each : flags_) commands_[name]->flag(each.name, *each.target, each.help);
  return *commands_[name];
}

void CommandLine::flag(const std::string& name, bool& target, const std::string& help) {
  parser_->app.add_flag(name, target);
  help_.options.push_back(optionEntry(name, {}, help, false));
  flags_.push_back({name, &target, help});
}

ProgramHelp CommandLine::help() const {
  ProgramHelp help{help_, {}};
  for (const HelpEntry& command : help_.commands) {
    help.commands.push_back(commands_.at(command.form)->help());
  }
  return help;
}

std::optional<std::string> CommandLine::parse(int argc, const char* const* argv) {
  const std::size_t width = std::min(widestHelp, stdoutStyle(ColorWish::never).width);
  if (argc <= 1) return helpText(help_, width);
  if (std::string_view(argv[1]) == "help") return helpOf(argc > 2 ? argv[2] : "", width);
  try {
    parser_->app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const std::string command = chosen();
    if (!command.empty()) return helpText(commands_.at(command)->help(), width);
    explainUnknownWords(parser_->app, argc, argv);
    return helpText(help_, width);
  } catch (const CLI::CallForVersion&) {
    return version_ + '\n';
  } catch (const CLI::ParseError& error) {
    explainUnknownWords(parser_->app, argc, argv);
    const std::string command = commandOf(argc, argv);
    const bool known = commands_.contains(command);
    if (known) explainMissingValues(commands_.at(command)->help(), argc, argv);
    throw usageError(error.what(),
                     known ? "see `tessera " + command + " --help`" : "see `tessera --help`");
  }
  return std::nullopt;
}

std::string CommandLine::helpOf(const std::string& command, std::size_t width) const {
  if (command.empty() || command == "help") return helpText(help_, width);
  if (commands_.contains(command)) return helpText(commands_.at(command)->help(), width);
  std::vector<std::string> names;
  for (const auto& [name, options] : commands_) names.push_back(name);
  throw usageError("'" + command + "' is not a command", closestName(command, names));
}

std::string CommandLine::chosen() const {
  const auto commands = parser_->app.get_subcommands();
  return commands.empty() ? "" : commands.front()->get_name();
}

}  // namespace tessera::cli
