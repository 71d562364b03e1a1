#include "sim/check/starter.h"

#include <fmt/core.h>

#include <cstddef>
#include <filesystem>

#include "core/error.h"
#include "sim/check/model_names.h"

namespace tessera {
namespace {

constexpr const char* starterHead =
    R"(# What the models of this repository may take. `tessera check` holds them against it; docs/check.md
# describes every key.
tessera_check = 1

# The figures that somebody accepted: `tessera check --update-baseline` writes them. From then on
# whatever grows beyond its tolerance is a finding. Without this line only limits are checked.
baseline = "tessera-baseline.json"

# Holds for every model that does not say otherwise.
[defaults]
# runtime = "tflm"               # default: tflm of .tflite, liveness of .onnx; or a .toml file
schedule = "layer"               # or "patch:4x4@auto", or a .json file
# target = "NUCLEO-L4R5ZI"       # its SRAM and flash become limits; `tessera targets` lists boards
# dtype = "int8"                 # default: as-stored, but int8 of a float .onnx
# planner = "exact"              # default: the runtime's; docs/check.md has the other settings
# tolerance = "1%"               # against the baseline; also { sram = "512B", latency = "2%" }
)";

constexpr const char* limits = R"(# sram = "256KiB"
# flash = "1MiB"
# latency = "120ms"              # needs a target and a calibrated runtime
# macs = "40M"
# recompute = "10%"              # what patches compute again, of all MACs
)";

/// A basic string of TOML.
std::string tomlQuoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

}  // namespace

std::string starterConfig(const std::vector<std::string>& models) {
  const std::vector<std::string> names = modelNames(models);
  std::string text = starterHead;
  for (std::size_t i = 0; i < models.size(); ++i) {
    text += "\n[[models]]\npath = " + tomlQuoted(models[i]) + "\n";
    const std::string usual = oneLine(std::filesystem::path(models[i]).stem().string());
    if (names[i] != usual) text += "name = " + tomlQuoted(names[i]) + "\n";
    if (i == 0) text += limits;
  }
  return text;
}

}  // namespace tessera
