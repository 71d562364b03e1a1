#include "core/architecture/architecture.h"

namespace tessera::arch {

bool operator==(const ResidualLayer& a, const ResidualLayer& b) {
  return a.name == b.name && a.branch == b.branch && a.shortcut == b.shortcut &&
         a.activation == b.activation;
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
