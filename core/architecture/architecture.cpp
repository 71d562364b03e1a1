#include "core/architecture/architecture.h"

namespace tessera::arch {

bool operator==(const ResidualLayer& a, const ResidualLayer& b) {
  return a.name == b.name && a.branch == b.branch && a.shortcut == b.shortcut &&
         a.activation == b.activation;
}

const std::string& nameOf(const Layer& layer) {
  return std::visit([](const auto& kind) -> const std::string& { return kind.name; }, layer);
}

std::string lastOperator(const Layer& layer) {
  struct NameOf {
    std::string operator()(const ConvLayer& of) const { return of.name; }
    std::string operator()(const SeparableLayer& of) const { return of.name + ".pw"; }
    std::string operator()(const BottleneckLayer& of) const {
      return of.name + (of.residual ? ".add" : ".project");
    }
    std::string operator()(const SqueezeLayer& of) const { return of.name + ".scale"; }
    std::string operator()(const PoolLayer& of) const { return of.name; }
    std::string operator()(const FcLayer& of) const { return of.name; }
    std::string operator()(const SoftmaxLayer& of) const { return of.name; }
    std::string operator()(const ResidualLayer& of) const { return of.name + ".add"; }
  };
  return std::visit(NameOf{}, layer);
}

std::string_view nameOf(LayerActivation activation) {
  switch (activation) {
    case LayerActivation::relu:
      return "relu";
    case LayerActivation::relu6:
      return "relu6";
    case LayerActivation::sigmoid:
      return "sigmoid";
    case LayerActivation::hardSigmoid:
      return "hardsigmoid";
    case LayerActivation::none:
      break;
  }
  return "none";
}

std::string_view nameOf(Padding padding) {
  switch (padding) {
    case Padding::same:
      return "same";
    case Padding::symmetric:
      return "symmetric";
    case Padding::valid:
      break;
  }
  return "valid";
}

}  // namespace tessera::arch
