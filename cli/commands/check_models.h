#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/check/config.h"

namespace tessera::cli {

/// A model file of a configuration and what is asked of it.
struct CheckedModel {
  CheckEntry entry;            ///< target, runtime and schedule as paths that can be opened
  std::string name;            ///< unique
  std::filesystem::path path;  ///< that can be opened
};

/// The `--config` file, or the tessera.toml of the working folder or the closest one above it.
/// Throws Error(input) where there is none.
std::filesystem::path findConfig(const std::string& given);

/// `path` as seen from the configuration's folder.
std::filesystem::path fromConfig(const std::filesystem::path& config, const std::string& path);

/// The models that the entries name, globs expanded, in the configuration's order, each once: what
/// an earlier entry named, a later glob leaves out. Files of one name that globs found are called
/// after their paths, see `modelNames`. Throws Error(input) at the entry's line where a
/// glob matches nothing or two models would have one name.
std::vector<CheckedModel> checkedModels(const CheckConfig& config,
                                        const std::filesystem::path& file);

}  // namespace tessera::cli
