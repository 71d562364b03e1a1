#include "cli/docs/value_words.h"

#include <algorithm>
#include <sstream>

#include "importers/lower/lowering.h"
#include "sim/target/devices.h"
#include "sim/target/runtime.h"

namespace tessera::cli {
namespace {

/// The boards' names as one word each: spaces do not matter to `deviceNamed`.
std::vector<std::string> boardNames() {
  std::vector<std::string> names;
  for (const Device& device : builtInDevices()) {
    std::string name = device.name;
    std::replace(name.begin(), name.end(), ' ', '-');
    names.push_back(std::move(name));
  }
  return names;
}

bool isWord(const std::string& text) {
  const auto belongs = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  return !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), [&](char c) {
    return belongs(c) || (c >= '0' && c <= '9');
  }) && belongs(text[0]);
}

void add(ValueWords& values, const std::vector<std::string>& words) {
  values.words.insert(values.words.end(), words.begin(), words.end());
}

void addFiles(ValueWords& values, const std::vector<std::string>& suffixes) {
  values.files = true;
  values.suffixes.insert(values.suffixes.end(), suffixes.begin(), suffixes.end());
}

void addAlternative(ValueWords& values, const std::string& type) {
  if (isWord(type)) return values.words.push_back(type);
  if (type == "FILE") return addFiles(values, {});
  if (type.rfind("FILE.", 0) == 0) return addFiles(values, {type.substr(4)});
  if (type == "MODEL") return addFiles(values, {".onnx", ".tflite", ".json"});
  if (type == "DIR") values.folders = true;
  if (type == "BOARD" || type == "TARGET") add(values, boardNames());
  if (type == "TARGET") addFiles(values, {".toml"});
  if (type == "RUNTIME") add(values, runtimeNames());
  if (type == "REWRITE") add(values, rewriteNames());
  if (type == "SCHEDULE") {
    add(values, {"layer"});
    addFiles(values, {".json"});
  }
}

}  // namespace

ValueWords valueWords(const std::string& type) {
  ValueWords values;
  std::istringstream alternatives(type);
  for (std::string each; std::getline(alternatives, each, '|');) addAlternative(values, each);
  return values;
}

}  // namespace tessera::cli
