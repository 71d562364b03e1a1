#include "core/architecture/architecture_json_read.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"

namespace tessera::arch {
namespace {

using nlohmann::json;

constexpr std::int64_t schemaVersion = 1;
constexpr std::int64_t maxExtent = 65536;
constexpr std::int64_t maxWindow = 255;
constexpr std::int64_t maxPublished = 1'000'000'000'000;
constexpr std::size_t maxFileBytes = 1 << 20;
constexpr int maxDepth = 8;

[[noreturn]] void fail(const std::string& where, const std::string& message,
                       const std::string& hint = "docs/architecture.md says what goes where") {
  throw Error(ErrorCode::input, message, where, hint);
}

/// One of a list of names that each stand for a value.
template <class Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

template <class Value>
Choices<Value> named(std::initializer_list<Value> values) {
  Choices<Value> choices;
  for (const Value value : values) choices.emplace_back(nameOf(value), value);
  return choices;
}

const Choices<LayerActivation> activations =
    named({LayerActivation::none, LayerActivation::relu, LayerActivation::relu6});
const Choices<LayerActivation> gates =
    named({LayerActivation::sigmoid, LayerActivation::hardSigmoid});
const Choices<Padding> paddings = named({Padding::same, Padding::symmetric, Padding::valid});

std::int64_t integerOf(const json& value, const std::string& where, std::int64_t min,
                       std::int64_t max) {
  const std::string range = fmt::format("expected an integer from {} to {}", min, max);
  if (!value.is_number_integer()) fail(where, range);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(max)) {
    fail(where, range);
  }
  const auto number = value.get<std::int64_t>();
  if (number < min || number > max) fail(where, range);
  return number;
}

/// A JSON object that knows where it stands and which keys were asked for.
class Object {
 public:
  Object(const json& value, std::string file, std::string path)
      : value_(value), file_(std::move(file)), path_(std::move(path)) {
    if (!value_.is_object()) fail(where(), "expected an object");
  }

  std::string path(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
  }
  std::string where(std::string_view key) const { return fmt::format("{}: {}", file_, path(key)); }
  std::string where() const { return path_.empty() ? file_ : fmt::format("{}: {}", file_, path_); }
  const std::string& file() const { return file_; }

  const json* find(std::string_view key) {
    known_.emplace(key);
    const auto found = value_.find(key);
    return found == value_.end() ? nullptr : &*found;
  }
  const json& get(std::string_view key) {
    const json* found = find(key);
    if (found == nullptr) failMissing(key);
    return *found;
  }

  std::string text(std::string_view key) {
    const json& value = get(key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
      fail(where(key), "expected a text that is not empty");
    }
    return value.get<std::string>();
  }
  std::string text(std::string_view key, const std::string& otherwise) {
    return find(key) == nullptr ? otherwise : text(key);
  }
  std::int64_t integer(std::string_view key, std::int64_t max) {
    return integerOf(get(key), where(key), 1, max);
  }
  bool flag(std::string_view key, bool otherwise) {
    const json* value = find(key);
    if (value == nullptr) return otherwise;
    if (!value->is_boolean()) fail(where(key), "expected true or false");
    return value->get<bool>();
  }
  /// One number for both axes, or [rows, columns].
  std::array<std::int64_t, 2> pair(std::string_view key) {
    const json& value = get(key);
    if (!value.is_array()) {
      const std::int64_t both = integerOf(value, where(key), 1, maxWindow);
      return {both, both};
    }
    if (value.size() != 2) fail(where(key), "expected a number or [rows, columns]");
    return {integerOf(value[0], where(key), 1, maxWindow),
            integerOf(value[1], where(key), 1, maxWindow)};
  }
  template <class Value>
  Value choice(std::string_view key, const Choices<Value>& choices, Value otherwise) {
    if (find(key) == nullptr) return otherwise;
    const std::string given = text(key);
    std::string names;
    for (const auto& [name, value] : choices) {
      if (name == given) return value;
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    fail(where(key), fmt::format("'{}' is not known", given), "one of " + names);
  }
  const json& list(std::string_view key) {
    const json& value = get(key);
    if (!value.is_array() || value.empty()) fail(where(key), "expected a list that is not empty");
    return value;
  }

  /// Throws where the object has a key that nobody asked for.
  void refuseOthers() const {
    for (const auto& [key, value] : value_.items()) {
      if (known_.find(key) != known_.end()) continue;
      fail(where(), fmt::format("'{}' is not a key here", key), "one of " + knownKeys());
    }
  }

 private:
  [[noreturn]] void failMissing(std::string_view key) const {
    const std::string message = fmt::format("'{}' is missing", key);
    for (const auto& [other, value] : value_.items()) {
      if (known_.find(other) != known_.end() || !closestIndex(other, {std::string(key)})) continue;
      fail(where(), message, fmt::format("did you mean '{}' by '{}'?", key, other));
    }
    fail(where(), message);
  }
  std::string knownKeys() const { return fmt::format("{}", fmt::join(known_, ", ")); }

  const json& value_;
  std::string file_;
  std::string path_;
  std::set<std::string, std::less<>> known_;
};

/// What a convolution has unless its layer says otherwise.
struct Defaults {
  LayerActivation activation = LayerActivation::none;
  Padding padding = Padding::same;
  bool batchNorm = false;
};

Defaults readDefaults(Object object) {
  Defaults defaults;
  defaults.activation = object.choice("activation", activations, defaults.activation);
  defaults.padding = object.choice("padding", paddings, defaults.padding);
  defaults.batchNorm = object.flag("batch_norm", defaults.batchNorm);
  object.refuseOthers();
  return defaults;
}

/// Window, padding and batch normalization of a convolution, which every block has once.
ConvLayer readWindow(Object& object, const Defaults& defaults) {
  ConvLayer conv;
  conv.kernel = object.pair("kernel");
  if (object.find("stride") != nullptr) conv.stride = object.pair("stride");
  conv.padding = object.choice("padding", paddings, defaults.padding);
  conv.batchNorm = object.flag("batch_norm", defaults.batchNorm);
  conv.activation = object.choice("activation", activations, defaults.activation);
  return conv;
}

ConvLayer readConv(Object& object, const Defaults& defaults, const std::string& prefix) {
  ConvLayer conv = readWindow(object, defaults);
  conv.name = prefix + object.text("name");
  conv.out = object.integer("out", maxExtent);
  return conv;
}

ConvLayer readDepthwise(Object& object, const Defaults& defaults, const std::string& prefix) {
  ConvLayer conv = readWindow(object, defaults);
  conv.name = prefix + object.text("name");
  return conv;
}

SqueezeExcite readSqueeze(Object& object) {
  SqueezeExcite squeeze;
  squeeze.channels = object.integer("squeeze", maxExtent);
  squeeze.gate = object.choice("gate", gates, squeeze.gate);
  return squeeze;
}

SeparableLayer readSeparable(Object& object, const Defaults& defaults, const std::string& prefix) {
  SeparableLayer layer;
  layer.name = prefix + object.text("name");
  layer.depthwise = readWindow(object, defaults);
  layer.out = object.integer("out", maxExtent);
  return layer;
}

BottleneckLayer readBottleneck(Object& object, const Defaults& defaults,
                               const std::string& prefix) {
  BottleneckLayer layer;
  layer.name = prefix + object.text("name");
  if (object.find("expand") != nullptr) layer.expand = object.integer("expand", maxExtent);
  layer.depthwise = readWindow(object, defaults);
  if (object.find("squeeze") != nullptr) layer.squeeze = readSqueeze(object);
  layer.out = object.integer("out", maxExtent);
  layer.residual = object.flag("residual", false);
  return layer;
}

/// Where a list of layers stands: its defaults, the prefix of its names and how deep it is nested.
struct Context {
  Defaults defaults;
  std::string prefix;
  int depth = 0;
};

std::vector<Layer> readLayers(Object& parent, std::string_view key, const Context& context);

ResidualLayer readResidual(Object& object, const Context& context) {
  if (context.depth >= maxDepth) fail(object.where(), "residuals are nested too deeply");
  ResidualLayer residual;
  residual.name = context.prefix + object.text("name");
  const Context inner{context.defaults, residual.name + ".", context.depth + 1};
  residual.branch = readLayers(object, "branch", inner);
  if (object.find("shortcut") != nullptr) residual.shortcut = readLayers(object, "shortcut", inner);
  residual.activation = object.choice("activation", activations, LayerActivation::none);
  return residual;
}

Layer readKind(std::string_view kind, Object& object, const Context& context) {
  const std::string& prefix = context.prefix;
  if (kind == "conv") return readConv(object, context.defaults, prefix);
  if (kind == "depthwise") return readDepthwise(object, context.defaults, prefix);
  if (kind == "separable") return readSeparable(object, context.defaults, prefix);
  if (kind == "mb") return readBottleneck(object, context.defaults, prefix);
  if (kind == "se") return SqueezeLayer{prefix + object.text("name"), readSqueeze(object)};
  if (kind == "residual") return readResidual(object, context);
  if (kind == "pool") return PoolLayer{prefix + object.text("name", "pool")};
  if (kind == "softmax") return SoftmaxLayer{prefix + object.text("name", "softmax")};
  if (kind == "fc") {
    return FcLayer{prefix + object.text("name", "fc"), object.integer("out", maxExtent),
                   object.choice("activation", activations, LayerActivation::none)};
  }
  fail(object.where(), fmt::format("there is no layer kind '{}'", kind),
       "one of conv, depthwise, fc, mb, pool, residual, se, separable, softmax");
}

std::vector<Layer> readLayers(Object& parent, std::string_view key, const Context& context) {
  std::vector<Layer> layers;
  std::size_t index = 0;
  for (const json& entry : parent.list(key)) {
    const std::string path = fmt::format("{}[{}]", parent.path(key), index++);
    if (!entry.is_object() || entry.size() != 1) {
      fail(fmt::format("{}: {}", parent.file(), path),
           "expected an object with one key, the layer's kind", "such as {\"pool\": {}}");
    }
    const std::string& kind = entry.begin().key();
    Object object(entry.begin().value(), parent.file(), fmt::format("{}.{}", path, kind));
    layers.push_back(readKind(kind, object, context));
    object.refuseOthers();
  }
  return layers;
}

Published readPublished(Object object) {
  Published published;
  published.macs = object.integer("macs", maxPublished);
  published.parametersFolded = object.integer("parameters_folded", maxPublished);
  if (object.find("parameters_trained") != nullptr) {
    published.parametersTrained = object.integer("parameters_trained", maxPublished);
  }
  if (object.find("as_printed") != nullptr) published.asPrinted = object.text("as_printed");
  object.refuseOthers();
  return published;
}

/// [channels, rows, columns] or [features], with the batch put in front.
Shape readInput(Object& object) {
  const json& list = object.list("input");
  if (list.size() != 1 && list.size() != 3) {
    fail(object.where("input"), "expected [channels, rows, columns] or [features]");
  }
  std::vector<std::int64_t> extents{1};
  for (const json& extent : list) {
    extents.push_back(integerOf(extent, object.where("input"), 1, maxExtent));
  }
  return Shape(std::move(extents));
}

Architecture readRoot(Object root) {
  const std::int64_t schema = integerOf(root.get("schema"), root.where("schema"), 1, maxPublished);
  if (schema != schemaVersion) {
    fail(root.where("schema"), fmt::format("schema {} is not known", schema),
         fmt::format("this build reads schema {}", schemaVersion));
  }
  Architecture architecture;
  architecture.name = root.text("name");
  architecture.description = root.text("description", architecture.name);
  architecture.source = root.text("source");
  architecture.input = readInput(root);
  if (const json* published = root.find("published")) {
    architecture.published = readPublished(Object(*published, root.file(), "published"));
  }
  Context context;
  if (const json* defaults = root.find("defaults")) {
    context.defaults = readDefaults(Object(*defaults, root.file(), "defaults"));
  }
  architecture.layers = readLayers(root, "layers", context);
  root.refuseOthers();
  return architecture;
}

}  // namespace

bool looksLikeArchitecture(std::string_view head) {
  const auto past = [&](std::size_t from) {
    return std::min(head.find_first_not_of(" \t\r\n", from), head.size());
  };
  const std::size_t first = past(0);
  if (first == head.size() || head[first] != '{') return false;
  const std::string_view key = head.substr(past(first + 1));
  const bool ours = key.starts_with("\"schema_") || key.starts_with("\"tessera_");
  return !ours && (key.empty() || key.front() == '"' || key.front() == '}');
}

Architecture parseArchitecture(std::string_view text, const std::string& file) {
  json root;
  try {
    root = json::parse(text);
  } catch (const json::exception& error) {
    const std::string message = error.what();  // "[json.exception...] what is wrong"
    fail(file, "not valid JSON: " + message.substr(message.find(' ') + 1));
  }
  return readRoot(Object(root, file, ""));
}

namespace {

/// Nothing where it cannot be read or is larger.
std::optional<std::string> smallText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(maxFileBytes + 1, '\0');
  if (!file || !file.read(text.data(), static_cast<std::streamsize>(text.size())).eof()) {
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace

bool isArchitectureFile(const std::filesystem::path& path) {
  static constexpr std::string_view key = "\"layers\"";
  const std::string text = smallText(path).value_or("");
  if (!looksLikeArchitecture(text)) return false;
  for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + key.size());
    if (next != std::string::npos && text[next] == ':') return true;
  }
  return false;
}

Architecture readArchitecture(const std::filesystem::path& path) {
  const std::optional<std::string> text = smallText(path);
  if (!text) {
    std::error_code failed;
    const bool there = std::filesystem::is_regular_file(path, failed);
    fail(path.string(),
         std::string("cannot be read as an architecture: ") +
             (there ? "it is larger than 1 MiB" : "there is no such file"),
         "name a JSON file of at most 1 MiB, such as sample_models/architectures/resnet8.json");
  }
  return parseArchitecture(*text, path.string());
}

}  // namespace tessera::arch
