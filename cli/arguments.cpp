#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

constexpr const char* overview =
    "See where the SRAM of a neural network goes on a microcontroller, before you flash it.";

constexpr const char* examples = R"(Examples:
  tessera simulate model.onnx --why           the peak and who is to blame, a line for each step
  tessera search model.onnx --sram 256KiB     which stage to run in patches, in which grid
  tessera compare model.onnx layer patch:2x2@auto patch:4x4@auto
  tessera inspect model.onnx                  operators, sizes, the memory of each block
  tessera simulate model.onnx --format json   the same for a program

Exit codes: 0 done, 2 usage, 3 unreadable or invalid input, 4 unsupported operator or unknown
shape, 5 nothing fits the budget, 70 internal error, 130 interrupted. Results go to stdout,
everything else to stderr.)";

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
  tessera simulate model.onnx --schedule patch:4x4@block3_add
  tessera simulate model.onnx --schedule patch:3x3@auto --runtime paper
  tessera simulate model.onnx --input-shape x=1x3x224x224
  tessera simulate model.onnx --format csv -o steps.csv

Schedules: layer; patch:GRID@SPLIT runs everything up to operator SPLIT (name or number) in
ROWSxCOLUMNS patches, the rest layer by layer; START..SPLIT starts later; auto picks the split of
least peak; FILE.json is documented in docs/schedule.md.

What it prints: the peak (the largest sum of live bytes) and the step that causes it, every tensor
that is live there, a line for each step, and the counting rules in force.)";

constexpr const char* compareExamples = R"(Examples:
  tessera compare model.onnx layer patch:2x2@auto patch:3x3@auto patch:4x4@auto
  tessera compare model.onnx layer best.json --reference layer
  tessera compare model.onnx layer patch:4x4@12 --runtime paper --count residual_until=add

What it prints: for each schedule its peak with step and operator, MACs, what the overlap between
patches recomputes (clipped and full tiles), how often the input is read, and what is live at the
peak; differences are against the reference.)";

constexpr const char* searchExamples = R"(Examples:
  tessera search model.onnx --sram 256KiB
  tessera search model.onnx --sram 256KiB -o schedule.json
  tessera search model.onnx --runtime paper --rectangular --max-grid 6

Tries every split with every grid (MCUNetV2, appendix B) and prints the Pareto front of peak against
extra MACs and the schedule it recommends. Ctrl-C stops it and prints what was found so far.)";

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

const Choices<TilePolicy>& tilePolicies() {
  static const Choices<TilePolicy> choices{{"clipped", TilePolicy::clipped},
                                           {"full", TilePolicy::full}};
  return choices;
}

const Choices<TileBuffers>& tileBufferKinds() {
  static const Choices<TileBuffers> choices{{"per-patch", TileBuffers::perPatch},
                                            {"largest", TileBuffers::largest}};
  return choices;
}

const Choices<std::optional<StageInput>>& stageInputs() {
  static const Choices<std::optional<StageInput>> choices{{"resident", StageInput::resident},
                                                          {"streamed", StageInput::streamed}};
  return choices;
}

void addCountingOptions(CLI::App& app, CountingArguments& counting) {
  app.add_option("--runtime", counting.runtime,
                 "How memory is counted: liveness (default) or paper (MCUNetV2's Fig. 1)")
      ->type_name("liveness|paper");
  app.add_option("--count", counting.switches,
                 "Set one counting rule of the runtime; reports list them (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  choice(app, "--tiles", counting.tiles, tilePolicies(),
         "Patches at the border: only what exists (default), or as large as all others");
  choice(app, "--stage-input", counting.stageInput, stageInputs(),
         "The image during a per-patch stage: whole in SRAM, or streamed (default: the runtime's)");
  choice(app, "--tile-buffers", counting.tileBuffers, tileBufferKinds(),
         "Buffers as large as each patch needs (default), or as the largest one needs");
}

CLI::App* addInspect(CLI::App& app, InspectArguments& arguments) {
  CLI::App* command = app.add_subcommand("inspect", "What the network is: operators and sizes");
  command->footer(inspectExamples);
  addModelOptions(*command, arguments.model);
  addOutputOptions(*command, arguments.output);
  command->add_flag("--all", arguments.all, "Every operator, instead of the heaviest");
  command->add_flag("--receptive-field", arguments.receptiveField,
                    "Receptive field and stride of each operator in input pixels; with --schedule, "
                    "what each kernel costs the per-patch stage");
  command->add_option("--schedule", arguments.schedule, "The schedule whose stage is examined")
      ->type_name("SCHEDULE");
  addCountingOptions(*command, arguments.counting);
  return command;
}

CLI::App* addSimulate(CLI::App& app, SimulateArguments& arguments) {
  CLI::App* command = app.add_subcommand("simulate", "Its memory, step by step, under a schedule");
  command->footer(simulateExamples);
  addModelOptions(*command, arguments.model);
  addOutputOptions(*command, arguments.output);
  command->add_option("--schedule", arguments.schedule, "What to run, in what pieces")
      ->type_name("layer|patch:GRID@SPLIT|FILE.json");
  addCountingOptions(*command, arguments.counting);
  command->add_flag("--why", arguments.why, "Why each tensor at the peak is still alive");
  command->add_flag("--all", arguments.all, "Every step, instead of the heaviest");
  return command;
}

CLI::App* addCompare(CLI::App& app, CompareArguments& arguments) {
  CLI::App* command = app.add_subcommand("compare", "Several schedules of it, side by side");
  command->footer(compareExamples);
  addModelOptions(*command, arguments.model);
  command
      ->add_option("SCHEDULE", arguments.schedules, "layer, patch:GRID@SPLIT or FILE.json; several")
      ->required();
  command
      ->add_option("--reference", arguments.reference,
                   "The schedule that the others are compared with (default: the first)")
      ->type_name("SCHEDULE");
  addCountingOptions(*command, arguments.counting);
  addOutputOptions(*command, arguments.output);
  return command;
}

CLI::App* addSearch(CLI::App& app, SearchArguments& arguments) {
  CLI::App* command = app.add_subcommand("search", "The best stage and grid to run in patches");
  command->footer(searchExamples);
  addModelOptions(*command, arguments.model);
  command
      ->add_option_function<std::string>(
          "--sram", [&](const std::string& text) { arguments.sram = parseBytes(text); },
          "The budget that the peak should stay within")
      ->type_name("256KiB");
  command->add_option("--max-grid", arguments.largestGrid, "Largest grid to try (default 8)")
      ->type_name("N")
      ->check(CLI::Range(2, 64));
  command->add_flag("--rectangular", arguments.rectangular,
                    "Rows and columns independently, instead of square grids");
  command->add_flag("--all", arguments.all, "Every schedule tried, instead of the Pareto front");
  addCountingOptions(*command, arguments.counting);
  choice(*command, "--format", arguments.output.format, formats(),
         "Form of the report (default text)");
  command->add_option("-o,--output", arguments.output.path, "Save the recommended schedule as JSON")
      ->type_name("FILE.json");
  choice(*command, "--color", arguments.output.color, colors(), "Colours (default auto)");
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

Bytes parseBytes(const std::string& text) {
  struct Unit {
    const char* name;
    std::int64_t bytes;
  };
  static constexpr std::array<Unit, 6> units{
      {{"", 1}, {"B", 1}, {"KiB", 1024}, {"MiB", 1024 * 1024}, {"kB", 1000}, {"MB", 1000 * 1000}}};
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  std::string unit(at, end);
  unit.erase(0, unit.find_first_not_of(' '));
  for (const Unit& known : units) {
    if (error == std::errc{} && value > 0 && unit == known.name) return Bytes(value) * known.bytes;
  }
  usage("'" + text + "' is no size", "write 256KiB, 1MiB, 320kB or a number of bytes");
}

Arguments parseArguments(int argc, const char* const* argv) {
  CLI::App app(overview, "tessera");
  app.footer(examples);
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("tessera ") + TESSERA_VERSION);
  InspectArguments inspect;
  SimulateArguments simulate;
  CompareArguments compare;
  SearchArguments search;
  const CLI::App* inspectCommand = addInspect(app, inspect);
  const CLI::App* compareCommand = addCompare(app, compare);
  const CLI::App* searchCommand = addSearch(app, search);
  addSimulate(app, simulate);
  if (argc <= 1) return Answer{app.help()};
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto commands = app.get_subcommands();
    return Answer{commands.empty() ? app.help() : commands.front()->help()};
  } catch (const CLI::CallForVersion&) {
    return Answer{std::string("tessera ") + TESSERA_VERSION + "\n"};
  } catch (const CLI::ParseError& error) {
    explainUnknownWords(app, argc, argv);
    usage(error.what(), "see tessera --help");
  }
  if (inspectCommand->parsed()) return inspect;
  if (compareCommand->parsed()) return compare;
  if (searchCommand->parsed()) return search;
  return simulate;
}

}  // namespace tessera::cli
