#include "sim/check/model_names.h"

#include <array>
#include <filesystem>
#include <map>

#include "core/error.h"

namespace tessera {
namespace {

/// From the shortest to the longest.
std::array<std::string, 3> namesFor(const std::string& text) {
  const std::filesystem::path path(text);
  std::filesystem::path bare = path;
  bare.replace_extension();
  return {oneLine(path.stem().string()), oneLine(bare.generic_string()),
          oneLine(path.generic_string())};
}

}  // namespace

std::vector<std::string> modelNames(const std::vector<std::string>& paths,
                                    const std::vector<std::string>& taken) {
  std::map<std::string, std::size_t> count;
  for (const std::string& name : taken) ++count[name];
  std::vector<std::array<std::string, 3>> choices;
  for (const std::string& path : paths) {
    choices.push_back(namesFor(path));
    ++count[choices.back()[0]];
    if (choices.back()[1] != choices.back()[0]) ++count[choices.back()[1]];
  }
  std::vector<std::string> names;
  for (const auto& [file, bare, whole] : choices) {
    names.push_back(count[file] == 1 ? file : bare != file && count[bare] == 1 ? bare : whole);
  }
  return names;
}

}  // namespace tessera
