#include "cli/commands/check_models.h"

#include <algorithm>
#include <set>

#include "cli/glob.h"
#include "core/error.h"
#include "sim/check/model_names.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* fileName = "tessera.toml";

[[noreturn]] void fail(const fs::path& config, const CheckEntry& entry, const std::string& key,
                       const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::input, message,
              config.string() + ":" + std::to_string(entry.line) + ": key 'models." + key + "'",
              hint);
}

/// Files that an entry names are seen from the configuration, not from the working folder.
void resolve(const fs::path& config, CheckEntry& entry) {
  for (std::string* named : {&entry.study.board, &entry.study.runtime, &entry.study.schedule}) {
    if (named->ends_with(".toml") || named->ends_with(".json")) {
      *named = fromConfig(config, *named).string();
    }
  }
}

std::vector<fs::path> pathsOf(const fs::path& config, const CheckEntry& entry) {
  const fs::path path = fromConfig(config, entry.path);
  if (!isGlob(entry.path) || fs::exists(path)) return {path};
  std::vector<fs::path> paths = globbed(config.parent_path(), entry.path);
  if (paths.empty()) {
    fail(config, entry, "path", "no file matches '" + oneLine(entry.path) + "'",
         "paths are relative to the configuration's folder");
  }
  if (!entry.name.empty() && paths.size() > 1) {
    fail(config, entry, "name", std::to_string(paths.size()) + " models of one name",
         "leave the name out; each is called after its file");
  }
  return paths;
}

/// The files of all entries, each once. Those that a glob found have no name yet.
std::vector<CheckedModel> modelsOf(const CheckConfig& config, const fs::path& file) {
  std::vector<CheckedModel> models;
  std::set<fs::path> paths;
  for (const CheckEntry& entry : config.entries) {
    const bool glob = isGlob(entry.path);
    for (const fs::path& path : pathsOf(file, entry)) {
      if (!paths.insert(path).second && glob) continue;
      const std::string stem = glob ? "" : oneLine(path.stem().string());
      models.push_back({entry, entry.name.empty() ? stem : entry.name, path});
    }
  }
  return models;
}

/// By their paths as seen from the configuration, so that names are the same from every folder.
void nameGlobbed(const fs::path& config, std::vector<CheckedModel>& models) {
  const fs::path folder = config.parent_path();
  std::vector<std::string> taken;
  std::vector<std::string> paths;
  for (const CheckedModel& model : models) {
    if (!model.name.empty()) {
      taken.push_back(model.name);
      continue;
    }
    const fs::path seen = model.path.lexically_relative(folder);
    paths.push_back((seen.empty() ? model.path : seen).string());
  }
  const std::vector<std::string> names = modelNames(paths, taken);
  auto next = names.begin();
  for (CheckedModel& model : models) {
    if (model.name.empty()) model.name = *next++;
  }
}

}  // namespace

fs::path findConfig(const std::string& given) {
  if (!given.empty()) return given;
  fs::path up;
  for (fs::path folder = fs::current_path();; folder = folder.parent_path(), up /= "..") {
    if (fs::exists(folder / fileName)) return up / fileName;
    if (folder == folder.parent_path()) break;
  }
  throw Error(ErrorCode::input, "no tessera.toml here or in a folder above", {},
              "`tessera check init` writes one; --config names another file");
}

fs::path fromConfig(const fs::path& config, const std::string& path) {
  return (config.parent_path() / path).lexically_normal();
}

std::vector<CheckedModel> checkedModels(const CheckConfig& config, const fs::path& file) {
  std::vector<CheckedModel> models = modelsOf(config, file);
  nameGlobbed(file, models);
  std::set<std::string> names;
  for (CheckedModel& model : models) {
    if (!names.insert(model.name).second) {
      fail(file, model.entry, "path",
           "a second model '" + model.name + "', " + oneLine(model.path.string()),
           isGlob(model.entry.path) ? "give it an entry above this one, with a name: name = \"...\""
                                    : "give it a name of its own: name = \"...\"");
    }
    resolve(file, model.entry);
  }
  return models;
}

}  // namespace tessera::cli
