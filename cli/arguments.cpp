#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

constexpr const char* overview =
    "See where the SRAM of a neural network goes on a microcontroller, before you flash it.";

constexpr const char* examples = R"(Examples:
  tessera simulate model.onnx                 the peak, and a line for each step
  tessera simulate model.onnx --why           why each tensor at the peak is still alive
  tessera inspect model.onnx                  operators, sizes, the memory of each block
  tessera simulate model.onnx --format json   the same for a program

Exit codes: 0 done, 2 usage, 3 unreadable or invalid input, 4 unsupported operator or unknown
shape, 70 internal error. Results go to stdout, everything else to stderr.)";

constexpr const char* inspectExamples = R"(Examples:
  tessera inspect model.onnx
  tessera inspect model.onnx --all            every operator, not only the heaviest
  tessera inspect model.onnx --dtype float32  as it runs unquantised
  tessera inspect model.onnx --no-rewrite fold-batch-norm

What it prints: operators after the rewrites with shape, parameters, MACs and bytes; the memory of
each block of the network as bars; what was rewritten; what is unsupported; output channels whose
weights and bias are all zero, and what pruning them would save.)";

constexpr const char* simulateExamples = R"(Examples:
  tessera simulate model.onnx
  tessera simulate model.onnx --why
  tessera simulate model.onnx --input-shape x=1x3x224x224
  tessera simulate model.onnx --format csv -o steps.csv

What it prints: the peak (the largest sum of live bytes) and the step that causes it, every tensor
that is live there, a line for each step, and the counting rules in force.)";

[[noreturn]] void usage(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::usage, message, {}, hint);
}

std::int64_t parseExtent(const std::string& text, const std::string& whole) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || at != end || value < 1) {
    usage("'" + text + "' is not an extent in --input-shape " + whole,
          "write NAME=1x3x224x224, each extent at least 1");
  }
  return value;
}

template <class Value>
using Choices = std::map<std::string, Value>;

const Choices<Format>& formats() {
  static const Choices<Format> choices{
      {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}};
  return choices;
}

const Choices<ColorWish>& colors() {
  static const Choices<ColorWish> choices{
      {"auto", ColorWish::automatic}, {"always", ColorWish::always}, {"never", ColorWish::never}};
  return choices;
}

/// The option takes one of the choices' names and stores its value.
template <class Value>
CLI::Option* choice(CLI::App& app, const std::string& flag, Value& target,
                    const Choices<Value>& choices, const std::string& help) {
  std::string names;
  for (const auto& [name, value] : choices) names += (names.empty() ? "" : "|") + name;
  return app
      .add_option_function<std::string>(
          flag,
          [&target, &choices, flag, names](const std::string& text) {
            const auto found = choices.find(text);
            if (found == choices.end()) {
              usage("'" + text + "' is no value of " + flag, "it takes " + names);
            }
            target = found->second;
          },
          help)
      ->type_name(names);
}

void addModelOptions(CLI::App& app, ModelArguments& model) {
  app.add_option("MODEL", model.path, "The network, an ONNX file")->required();
  app.add_option_function<std::vector<std::string>>(
         "--input-shape",
         [&model](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) model.inputShapes.insert(parseInputShape(text));
         },
         "Shape of a graph input, for symbolic dimensions (repeatable)")
      ->type_name("NAME=1x3x224x224")
      ->allow_extra_args(false);
  app.add_option_function<std::string>(
         "--dtype",
         [&model](const std::string& text) {
           const auto deployment = deploymentNamed(text);
           if (!deployment) {
             usage("'" + text + "' is no value of --dtype",
                   "it takes as-stored|int8|int16|float32");
           }
           model.deployment = *deployment;
         },
         "How real tensors are stored on the device (default int8; a quantised model keeps its "
         "own)")
      ->type_name("as-stored|int8|int16|float32");
  app.add_option("--no-rewrite", model.disabledRewrites,
                 "Switch a rewrite off; `tessera inspect` lists them (repeatable)")
      ->type_name("NAME")
      ->allow_extra_args(false);
}

void addOutputOptions(CLI::App& app, OutputArguments& output) {
  choice(app, "--format", output.format, formats(), "Form of the report (default text)");
  app.add_option("-o,--output", output.path, "Write the report to FILE instead of stdout")
      ->type_name("FILE");
  choice(app, "--color", output.color, colors(), "Colours (default auto; NO_COLOR is respected)");
}

CLI::App* addInspect(CLI::App& app, InspectArguments& arguments) {
  CLI::App* command = app.add_subcommand("inspect", "What the network is: operators and sizes");
  command->footer(inspectExamples);
  addModelOptions(*command, arguments.model);
  addOutputOptions(*command, arguments.output);
  command->add_flag("--all", arguments.all, "Every operator, instead of the heaviest");
  return command;
}

CLI::App* addSimulate(CLI::App& app, SimulateArguments& arguments) {
  CLI::App* command = app.add_subcommand("simulate", "Its memory, step by step, under a schedule");
  command->footer(simulateExamples);
  addModelOptions(*command, arguments.model);
  addOutputOptions(*command, arguments.output);
  command->add_flag("--why", arguments.why, "Why each tensor at the peak is still alive");
  command->add_flag("--all", arguments.all, "Every step, instead of the heaviest");
  return command;
}

}  // namespace

std::pair<std::string, Shape> parseInputShape(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0) {
    usage("--input-shape " + text + " names no input", "write NAME=1x3x224x224");
  }
  const std::string extents = text.substr(equals + 1);
  if (extents == "scalar") return {text.substr(0, equals), Shape{}};
  std::vector<std::int64_t> shape;
  for (std::size_t at = 0; at <= extents.size();) {
    const std::size_t next = std::min(extents.find('x', at), extents.size());
    shape.push_back(parseExtent(extents.substr(at, next - at), text));
    at = next + 1;
  }
  return {text.substr(0, equals), Shape(std::move(shape))};
}

namespace {

/// A first word that is no command, or an option that does not exist, with the closest that does.
void explainUnknownWords(const CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(command->get_name());
  }
  const std::string first = argc > 1 ? argv[1] : "";
  const bool isCommand = std::find(commands.begin(), commands.end(), first) != commands.end();
  if (!first.empty() && first[0] != '-' && !isCommand) {
    usage("'" + first + "' is no command", closestName(first, commands));
  }
  if (!isCommand) return;
  std::vector<std::string> options;
  for (const CLI::Option* option : app.get_subcommand(first)->get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  }
  for (int i = 2; i < argc; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    if (word.rfind("--", 0) != 0 || word == "--") continue;
    if (std::find(options.begin(), options.end(), word) == options.end()) {
      usage("'" + word + "' is no option of tessera " + first, closestName(word, options));
    }
  }
}

}  // namespace

Arguments parseArguments(int argc, const char* const* argv) {
  CLI::App app(overview, "tessera");
  app.footer(examples);
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("tessera ") + TESSERA_VERSION);
  InspectArguments inspect;
  SimulateArguments simulate;
  const CLI::App* inspectCommand = addInspect(app, inspect);
  addSimulate(app, simulate);
  if (argc <= 1) return Answer{app.help()};
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Answer{inspectCommand->parsed() || app.got_subcommand("simulate")
                      ? app.get_subcommands().front()->help()
                      : app.help()};
  } catch (const CLI::CallForVersion&) {
    return Answer{std::string("tessera ") + TESSERA_VERSION + "\n"};
  } catch (const CLI::ParseError& error) {
    explainUnknownWords(app, argc, argv);
    usage(error.what(), "see tessera --help");
  }
  if (inspectCommand->parsed()) return inspect;
  return simulate;
}

}  // namespace tessera::cli
