#include "core/architecture/architecture_json_write.h"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace tessera::arch {
namespace {

using Json = nlohmann::ordered_json;

/// What a convolution may leave to the defaults of its file.
using Common = std::tuple<LayerActivation, Padding, bool>;

Common commonOf(const ConvLayer& conv) { return {conv.activation, conv.padding, conv.batchNorm}; }

/// The form that most convolutions have, the first one among equals.
class MostCommon {
 public:
  void count(const std::vector<Layer>& layers) {
    for (const Layer& layer : layers) {
      std::visit([this](const auto& kind) { count(kind); }, layer);
    }
  }
  Common found() const {
    Common most{LayerActivation::none, Padding::same, false};
    std::size_t times = 0;
    for (const auto& [form, count] : times_) {
      if (count > times) {
        most = form;
        times = count;
      }
    }
    return most;
  }

 private:
  void count(const ConvLayer& conv) { ++times_[commonOf(conv)]; }
  void count(const SeparableLayer& layer) { count(layer.depthwise); }
  void count(const BottleneckLayer& layer) { count(layer.depthwise); }
  void count(const ResidualLayer& layer) {
    count(layer.branch);
    count(layer.shortcut);
  }
  void count(const SqueezeLayer&) {}
  void count(const PoolLayer&) {}
  void count(const FcLayer&) {}
  void count(const SoftmaxLayer&) {}

  std::map<Common, std::size_t> times_;
};

Json pairOf(const std::array<std::int64_t, 2>& pair) {
  if (pair[0] == pair[1]) return pair[0];
  return Json::array({pair[0], pair[1]});
}

class Writer {
 public:
  explicit Writer(Common defaults) : defaults_(std::move(defaults)) {}

  Json layers(const std::vector<Layer>& layers, const std::string& prefix) const {
    Json list = Json::array();
    for (const Layer& layer : layers) {
      list.push_back(std::visit([&](const auto& kind) { return write(kind, prefix); }, layer));
    }
    return list;
  }

 private:
  static std::string inner(const std::string& name, const std::string& prefix) {
    return name.substr(prefix.size());
  }

  void addForm(Json& to, const ConvLayer& conv) const {
    to["kernel"] = pairOf(conv.kernel);
    if (conv.stride != std::array<std::int64_t, 2>{1, 1}) to["stride"] = pairOf(conv.stride);
    const auto& [activation, padding, norm] = defaults_;
    if (conv.padding != padding) to["padding"] = nameOf(conv.padding);
    if (conv.batchNorm != norm) to["batch_norm"] = conv.batchNorm;
    if (conv.activation != activation) to["activation"] = nameOf(conv.activation);
  }

  static void addSqueeze(Json& to, const SqueezeExcite& squeeze) {
    to["squeeze"] = squeeze.channels;
    if (squeeze.gate != LayerActivation::sigmoid) to["gate"] = nameOf(squeeze.gate);
  }

  Json write(const ConvLayer& layer, const std::string& prefix) const {
    Json json{{"name", inner(layer.name, prefix)}};
    if (layer.out) json["out"] = *layer.out;
    addForm(json, layer);
    return {{layer.out ? "conv" : "depthwise", std::move(json)}};
  }
  Json write(const SeparableLayer& layer, const std::string& prefix) const {
    Json json{{"name", inner(layer.name, prefix)}};
    addForm(json, layer.depthwise);
    json["out"] = layer.out;
    return {{"separable", std::move(json)}};
  }
  Json write(const BottleneckLayer& layer, const std::string& prefix) const {
    Json json{{"name", inner(layer.name, prefix)}};
    if (layer.expand) json["expand"] = *layer.expand;
    addForm(json, layer.depthwise);
    if (layer.squeeze) addSqueeze(json, *layer.squeeze);
    json["out"] = layer.out;
    if (layer.residual) json["residual"] = true;
    return {{"mb", std::move(json)}};
  }
  Json write(const SqueezeLayer& layer, const std::string& prefix) const {
    Json json{{"name", inner(layer.name, prefix)}};
    addSqueeze(json, layer.squeeze);
    return {{"se", std::move(json)}};
  }
  Json write(const PoolLayer& layer, const std::string& prefix) const {
    return {{"pool", {{"name", inner(layer.name, prefix)}}}};
  }
  Json write(const FcLayer& layer, const std::string& prefix) const {
    Json json{{"name", inner(layer.name, prefix)}, {"out", layer.out}};
    if (layer.activation != LayerActivation::none) json["activation"] = nameOf(layer.activation);
    return {{"fc", std::move(json)}};
  }
  Json write(const SoftmaxLayer& layer, const std::string& prefix) const {
    return {{"softmax", {{"name", inner(layer.name, prefix)}}}};
  }
  Json write(const ResidualLayer& layer, const std::string& prefix) const {
    const std::string within = layer.name + ".";
    Json json{{"name", inner(layer.name, prefix)}, {"branch", layers(layer.branch, within)}};
    if (!layer.shortcut.empty()) json["shortcut"] = layers(layer.shortcut, within);
    if (layer.activation != LayerActivation::none) json["activation"] = nameOf(layer.activation);
    return {{"residual", std::move(json)}};
  }

  Common defaults_;
};

Json inputOf(const Shape& shape) {
  Json input = Json::array();
  for (std::size_t i = 1; i < shape.rank(); ++i) input.push_back(shape[i]);
  return input;
}

Json publishedOf(const Published& published) {
  Json json{{"macs", published.macs}, {"parameters_folded", published.parametersFolded}};
  if (published.parametersTrained) json["parameters_trained"] = *published.parametersTrained;
  if (!published.asPrinted.empty()) json["as_printed"] = published.asPrinted;
  return json;
}

/// One key a line, and of lists one entry a line.
std::string lines(const Json& root) {
  std::string text = "{\n";
  for (auto at = root.begin(); at != root.end(); ++at) {
    if (at != root.begin()) text += ",\n";
    text += "  " + Json(at.key()).dump() + ": ";
    if (at.key() != "layers") {
      text += at.value().dump();
      continue;
    }
    text += "[";
    for (std::size_t i = 0; i < at.value().size(); ++i) {
      text += (i == 0 ? "\n    " : ",\n    ") + at.value()[i].dump();
    }
    text += "\n  ]";
  }
  return text + "\n}\n";
}

}  // namespace

std::string architectureJson(const Architecture& architecture) {
  MostCommon forms;
  forms.count(architecture.layers);
  const Common common = forms.found();
  const auto& [activation, padding, norm] = common;
  Json root{{"schema", 1}, {"name", architecture.name}};
  if (architecture.description != architecture.name) {
    root["description"] = architecture.description;
  }
  root["source"] = architecture.source;
  if (architecture.published) root["published"] = publishedOf(*architecture.published);
  root["input"] = inputOf(architecture.input);
  root["defaults"] = {
      {"activation", nameOf(activation)}, {"padding", nameOf(padding)}, {"batch_norm", norm}};
  root["layers"] = Writer(common).layers(architecture.layers, "");
  return lines(root);
}

}  // namespace tessera::arch
