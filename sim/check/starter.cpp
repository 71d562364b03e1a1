#include "sim/check/starter.h"

#include <fmt/core.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>

#include "core/checked.h"
#include "core/error.h"
#include "sim/check/model_names.h"
#include "sim/check/tolerance.h"

namespace tessera {
namespace {

constexpr const char* starterHead =
    R"(# What the models of this repository may take. `tessera check` holds them against it; docs/check.md
# describes every key.
tessera_check = 1

# The figures that somebody accepted. Take away the "# ", and `tessera check --update-baseline` writes
# them. From then on whatever grows beyond its tolerance is a finding. Until then limits are checked.
# baseline = "tessera-baseline.json"

# Holds for every model that does not say otherwise.
[defaults]
# runtime = "tflm"               # default: tflm of .tflite, liveness of .onnx; or a .toml file
schedule = "layer"               # or "patch:4x4@auto", or a .json file
# target = "NUCLEO-L4R5ZI"       # its SRAM and flash become limits; `tessera targets` lists boards
# dtype = "int8"                 # default: as-stored, but int8 of a float .onnx
# planner = "exact"              # default: the runtime's; docs/check.md has the other settings
# tolerance = "1%"               # against the baseline; also { sram = "512B", latency = "2%" }
)";

/// How a limit is written where nobody knows a figure.
struct Example {
  const char* limit;
  const char* remark;
};

constexpr PerMetric<Example> examples{{{{"256KiB", ""},
                                        {"1MiB", ""},
                                        {"120ms", "needs a target and a calibrated runtime"},
                                        {"40M", ""},
                                        {"10%", "what patches compute again, of all MACs"}}}};

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

std::int64_t roundedUp(std::int64_t amount, std::int64_t step) {
  return checkedMul(amount / step + (amount % step == 0 ? 0 : 1), step);
}

/// In steps of at most an eighth, written in the largest unit that it is whole in.
std::string sizeText(std::int64_t bytes) {
  constexpr std::int64_t kibibyte = 1024;
  constexpr std::int64_t mebibyte = kibibyte * kibibyte;
  const std::int64_t step = bytes > 16 * mebibyte  ? mebibyte
                            : bytes > 8 * kibibyte ? kibibyte
                            : bytes > kibibyte     ? 128
                                                   : 16;
  const std::int64_t size = roundedUp(bytes, step);
  if (size % mebibyte == 0) return fmt::format("{}MiB", size / mebibyte);
  if (size % kibibyte == 0) return fmt::format("{}KiB", size / kibibyte);
  return fmt::format("{}B", size);
}

/// Three digits of a decimal: of 13 126 700 and the units "", "k", "M" it is "13.2M".
std::string decimalText(std::int64_t amount, std::span<const char* const> units) {
  std::int64_t step = 1;
  while (amount / step >= 1000) step = checkedMul(step, 10);
  const std::int64_t rounded = roundedUp(amount, step);
  std::size_t unit = 0;
  std::int64_t scale = 1;
  while (unit + 1 < units.size() && rounded / scale >= 1000) {
    scale = checkedMul(scale, 1000);
    ++unit;
  }
  std::string fraction;
  for (std::int64_t rest = rounded % scale, at = scale / 10; rest > 0; rest %= at, at /= 10) {
    fraction += std::to_string(rest / at);
  }
  return fmt::format("{}{}{}{}", rounded / scale, fraction.empty() ? "" : ".", fraction,
                     units[unit]);
}

/// One line of an entry, with what it says in a column of its own.
std::string line(const std::string& setting, const std::string& remark) {
  return remark.empty() ? setting + '\n' : fmt::format("{:<32} # {}\n", setting, remark);
}

/// The limits of a model; those that are not known as examples, in the comments of the first.
std::string limitsOf(const StarterModel& model, bool first) {
  std::string text;
  if (!model.problem.empty()) text += "# no limits: " + model.problem + '\n';
  for (const Metric metric : allMetrics) {
    const std::int64_t amount = model.amounts[metric].value_or(0);
    if (amount > 0) {
      text += line(fmt::format("{} = \"{}\"", name(metric), limitWithMargin(metric, amount)),
                   amountText(metric, amount) + " today");
    } else if (first) {
      const auto& [limit, remark] = examples[metric];
      text += line(fmt::format("# {} = \"{}\"", name(metric), limit), remark);
    }
  }
  return text;
}

}  // namespace

std::string limitWithMargin(Metric metric, std::int64_t amount) {
  constexpr std::int64_t margin = 50'000;  // parts per million
  const std::int64_t most = checkedAdd(amount, ppmOf(amount, margin));
  static constexpr std::array<const char*, 4> counts{"", "k", "M", "G"};
  static constexpr std::array<const char*, 4> times{"ns", "us", "ms", "s"};
  if (metric == Metric::sram || metric == Metric::flash) return sizeText(most);
  if (metric == Metric::latency) return decimalText(most, times);
  return decimalText(most, counts);
}

std::string starterConfig(const std::vector<StarterModel>& models) {
  std::vector<std::string> paths;
  for (const StarterModel& model : models) paths.push_back(model.path);
  const std::vector<std::string> names = modelNames(paths);
  std::string text = starterHead;
  for (std::size_t i = 0; i < models.size(); ++i) {
    text += "\n[[models]]\npath = " + tomlQuoted(paths[i]) + "\n";
    const std::string usual = oneLine(std::filesystem::path(paths[i]).stem().string());
    if (names[i] != usual) text += "name = " + tomlQuoted(names[i]) + "\n";
    text += limitsOf(models[i], i == 0);
  }
  return text;
}

}  // namespace tessera
