#pragma once

#include <string>
#include <vector>

namespace tessera {

/// The text of a commented tessera.toml for the models, whose paths are relative to it. It reads
/// back through `readCheckConfig`; files of one name in two folders are called after their paths.
std::string starterConfig(const std::vector<std::string>& models);

}  // namespace tessera
