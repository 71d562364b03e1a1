#include "sim/nas/read_space.h"

#include <utility>

#include "core/architecture/plan.h"
#include "core/closest_name.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/located/located_toml.h"
#include "sim/located/placed.h"
#include "sim/nas/embedded.h"

namespace tessera::nas {
namespace {

constexpr std::int64_t spaceVersion = 1;
constexpr std::int64_t mostChannels = 65536;
constexpr std::int64_t mostExtent = 4096;
constexpr std::int64_t mostWindow = 255;
constexpr std::size_t mostChoices = 10;  // a network's text has a digit for each
constexpr std::size_t mostStages = 64;
constexpr std::int64_t deepest = 64;
constexpr const char* docs = "docs/nas.md";
constexpr const char* nameLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

std::int64_t integerAt(const Placed& at, std::int64_t most) {
  const std::int64_t value = at.integer();
  if (value < 1 || value > most) at.fail("expected an integer from 1 to " + std::to_string(most));
  return value;
}

std::int64_t integerOr(const Placed& in, std::string_view key, std::int64_t most,
                       std::int64_t otherwise) {
  const auto at = in.member(key);
  return at ? integerAt(*at, most) : otherwise;
}

std::string textAt(const Placed& at) {
  const std::string& text = at.string();
  if (text.empty()) at.fail("it is empty");
  return text;
}

bool booleanOr(const Placed& in, std::string_view key, bool otherwise) {
  const auto at = in.member(key);
  return at ? at->boolean() : otherwise;
}

/// A list of at least one choice and at most so many.
std::vector<Placed> choicesAt(const Placed& at, std::size_t most) {
  std::vector<Placed> choices = at.elements();
  if (choices.empty()) at.fail("it has no choice", "write at least one");
  if (choices.size() > most) at.fail("it has more than " + std::to_string(most) + " choices");
  return choices;
}

std::vector<std::int64_t> integersOr(const Placed& in, std::string_view key, std::int64_t most,
                                     std::vector<std::int64_t> otherwise) {
  const auto at = in.member(key);
  if (!at) return otherwise;
  std::vector<std::int64_t> values;
  for (const Placed& each : choicesAt(*at, mostChoices)) values.push_back(integerAt(each, most));
  return values;
}

double factorAt(const Placed& at) {
  const double factor = at.number();
  if (factor < 0.01 || factor > 16.0) at.fail("expected a factor from 0.01 to 16");
  return factor;
}

std::vector<double> factorsOr(const Placed& in, std::string_view key, std::size_t most) {
  const auto at = in.member(key);
  if (!at) return {1.0};
  std::vector<double> factors;
  for (const Placed& each : choicesAt(*at, most)) factors.push_back(factorAt(each));
  return factors;
}

/// One number for rows and columns, or both.
std::array<std::int64_t, 2> pairAt(const Placed& at, std::int64_t most) {
  if (std::holds_alternative<std::int64_t>(at.value().value)) {
    const std::int64_t both = integerAt(at, most);
    return {both, both};
  }
  const std::vector<Placed> parts = at.elements();
  if (parts.size() != 2) at.fail("expected a number or [rows, columns]");
  return {integerAt(parts[0], most), integerAt(parts[1], most)};
}

StageChoices stageAt(const Placed& at) {
  at.checkKeys(
      {"block", "out", "stride", "scaled", "depths", "kernels", "expansions", "block_widths"});
  StageChoices stage;
  if (const auto kind = at.member("block")) {
    stage.kind = static_cast<BlockKind>(kind->choice({"mb", "separable", "conv"}));
  }
  stage.out = integerAt(at.required("out", "give its channels, such as out = 24"), mostChannels);
  stage.stride = integerOr(at, "stride", mostWindow, 1);
  stage.scaled = booleanOr(at, "scaled", true);
  stage.depths = integersOr(at, "depths", deepest, {1});
  stage.kernels = integersOr(at, "kernels", mostWindow, {3});
  stage.expansions = integersOr(at, "expansions", 64, {1});
  stage.blockWidths = factorsOr(at, "block_widths", mostChoices);
  if (stage.kind != BlockKind::bottleneck && at.member("expansions")) {
    at.member("expansions")->fail("only blocks of kind \"mb\" expand", "leave it out");
  }
  return stage;
}

SpaceStem stemAt(const Placed& at) {
  at.checkKeys({"out", "kernel", "stride"});
  SpaceStem stem;
  stem.out = integerAt(at.required("out", "give its channels, such as out = 32"), mostChannels);
  if (const auto kernel = at.member("kernel")) stem.kernel = pairAt(*kernel, mostWindow);
  if (const auto stride = at.member("stride")) stem.stride = pairAt(*stride, mostWindow);
  return stem;
}

SpaceHead headAt(const Placed& at) {
  at.checkKeys({"out", "scaled"});
  SpaceHead head;
  head.out = integerAt(at.required("out", "give its channels, such as out = 1280"), mostChannels);
  head.scaled = booleanOr(at, "scaled", true);
  return head;
}

ArchitectureSpace spaceAt(const Placed& root) {
  root.checkKeys({"tessera_space", "name", "what", "source", "input_channels", "classes",
                  "resolutions", "widths", "round_to", "activation", "padding", "batch_norm",
                  "stem", "stages", "head"});
  const Placed version = root.required("tessera_space", "write tessera_space = 1");
  if (version.integer() != spaceVersion) version.fail("this build reads version 1");
  ArchitectureSpace space;
  const Placed name = root.required("name", "give the space a name");
  space.name = textAt(name);
  if (space.name.find_first_not_of(nameLetters) != std::string::npos || space.name.front() == '.') {
    name.fail("files are called after it: letters, digits, '-', '_' and '.' alone");
  }
  space.what = root.member("what") ? textAt(*root.member("what")) : space.name;
  space.source = textAt(root.required("source", "say where its facts come from"));
  space.inputChannels = integerOr(root, "input_channels", mostChannels, 3);
  space.classes = integerOr(root, "classes", mostChannels, 1000);
  const Placed resolutions = root.required("resolutions", "such as resolutions = [96, 128]");
  for (const Placed& each : choicesAt(resolutions, 64)) {
    space.resolutions.push_back(pairAt(each, mostExtent));
  }
  space.widths = factorsOr(root, "widths", 64);
  space.roundTo = integerOr(root, "round_to", 1024, 8);
  using arch::LayerActivation;
  if (const auto at = root.member("activation")) {
    space.activation = static_cast<LayerActivation>(at->choice({"none", "relu", "relu6"}));
  }
  if (const auto at = root.member("padding")) {
    space.padding = static_cast<arch::Padding>(at->choice({"same", "symmetric", "valid"}));
  }
  space.batchNorm = booleanOr(root, "batch_norm", true);
  space.stem = stemAt(root.required("stem", "such as stem = { out = 32, kernel = 3, stride = 2 }"));
  const Placed stages = root.required("stages", "add a table [[stages]]");
  for (const Placed& each : choicesAt(stages, mostStages)) space.stages.push_back(stageAt(each));
  if (const auto head = root.member("head")) space.head = headAt(*head);
  return space;
}

/// Builds a few of its networks: kernels that shrink a map, or a padding that does, fit no
/// residual.
void checkNetworks(const ArchitectureSpace& space, const std::string& file) {
  constexpr int few = 20;
  SplitMix random(1);
  try {
    arch::planOf(architectureOf(space, smallest(space)));
    for (int i = 0; i < few; ++i) arch::planOf(architectureOf(space, drawn(space, random)));
  } catch (const Error& error) {
    throw Error(ErrorCode::input, "a network of the space cannot be built: " + error.message(),
                file, "kernels are odd, and maps stay larger than their windows");
  }
}

}  // namespace

ArchitectureSpace parseSpace(const std::string& text, const std::string& file) {
  const Located root = parseLocatedToml(text, file, docs);
  const LocatedFile named{file, std::string(docs) + " describes the format", "a table"};
  ArchitectureSpace space = spaceAt(Placed(root, named));
  checkNetworks(space, file);
  return space;
}

std::vector<ArchitectureSpace> builtInSpaces() {
  std::vector<ArchitectureSpace> spaces;
  for (const EmbeddedFile& file : embeddedSpaces()) {
    spaces.push_back(parseSpace(std::string(file.text), std::string(file.name)));
  }
  return spaces;
}

ArchitectureSpace spaceNamedOrRead(const std::string& name) {
  if (name.ends_with(".toml")) {
    return parseSpace(readText(name, "the space", "docs/nas.md describes the format"), name);
  }
  std::vector<std::string> names;
  for (ArchitectureSpace& space : builtInSpaces()) {
    if (equalNames(space.name, name)) return std::move(space);
    names.push_back(space.name);
  }
  throw Error(ErrorCode::usage, "there is no search space '" + name + "'", {},
              closestName(name, names, "FILE.toml reads one of your own"));
}

}  // namespace tessera::nas
