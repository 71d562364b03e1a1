#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/options/help.h"

namespace CLI {
class App;
}

namespace tessera::cli {

/// The words that an option takes, and what each of them means.
template <class Value>
using Choices = std::vector<std::pair<std::string, Value>>;

/// What one command understands. Every option is bound to a variable that it sets; `type` is what
/// help shows for its value. Keeps the argument parser (CLI11) out of the files of the commands.
class CommandOptions {
 public:
  CommandOptions(CLI::App& app, CommandHelp help);

  enum class Need : std::uint8_t { optional, required };
  void positional(const std::string& name, std::string& target, const std::string& help,
                  Need need = Need::required);
  void positionals(const std::string& name, std::vector<std::string>& target,
                   const std::string& help);

  void flag(const std::string& name, bool& target, const std::string& help);
  void text(const std::string& name, std::string& target, const std::string& type,
            const std::string& help);
  /// An option that may be repeated.
  void texts(const std::string& name, std::vector<std::string>& target, const std::string& type,
             const std::string& help);
  /// A whole number from `least` to `most`.
  void integer(const std::string& name, std::int64_t& target, std::int64_t least, std::int64_t most,
               const std::string& type, const std::string& help);
  /// The value goes to `read`, which throws Error(usage) where it makes no sense.
  void parsed(const std::string& name, const std::function<void(const std::string&)>& read,
              const std::string& type, const std::string& help);
  /// The same for an option that may be repeated.
  void parsedEach(const std::string& name, std::function<void(const std::string&)> read,
                  const std::string& type, const std::string& help);

  /// The option takes one of the choices' names and stores its value.
  template <class Value>
  void choice(const std::string& name, Value& target, const Choices<Value>& choices,
              const std::string& help) {
    std::vector<std::string> names;
    for (const auto& [word, value] : choices) names.push_back(word);
    const auto store = [&target, choices](std::size_t index) { target = choices[index].second; };
    oneOf(name, names, store, help);
  }

  /// The option takes one of these words.
  void word(const std::string& name, std::string& target, const std::vector<std::string>& words,
            const std::string& help) {
    oneOf(
        name, words, [&target, words](std::size_t index) { target = words[index]; }, help);
  }

  const CommandHelp& help() const { return help_; }

 private:
  void oneOf(const std::string& name, const std::vector<std::string>& names,
             std::function<void(std::size_t)> store, const std::string& help);
  enum class Times : std::uint8_t { once, any };
  void record(const std::string& name, const std::string& type, const std::string& help,
              Times times = Times::once);

  CLI::App* app_;
  CommandHelp help_;
};

/// The command line: commands, each with its options.
class CommandLine {
 public:
  /// `what` and `introduction` open the program's help.
  CommandLine(std::string what, std::string introduction, std::string version);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// A new command; the reference stays good as long as the command line lives.
  CommandOptions& command(const std::string& name, const std::string& what,
                          const std::string& introduction);

  /// A flag of the program and of every command that is added after it.
  void flag(const std::string& name, bool& target, const std::string& help);

  /// What the program and its commands understand, as far as they are added.
  ProgramHelp help() const;

  /// Reads the words into the variables of the command named. Returns text that answers the command
  /// line by itself: help or version. Throws Error(usage) where it makes no sense, with the closest
  /// command or option where one is unknown.
  std::optional<std::string> parse(int argc, const char* const* argv);

  /// The command that `parse` read.
  std::string chosen() const;

 private:
  /// `tessera help COMMAND`; of the program where the command is empty.
  std::string helpOf(const std::string& command, std::size_t width) const;

  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::string version_;
  CommandHelp help_;
  struct Flag {
    std::string name;
    bool* target;
    std::string help;
  };
  std::vector<Flag> flags_;
  std::map<std::string, std::unique_ptr<CommandOptions>> commands_;
};

}  // namespace tessera::cli
