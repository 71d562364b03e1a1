#include "importers/roles.h"

namespace tessera {
namespace {

int weightOf(TensorRole role) {
  switch (role) {
    case TensorRole::weight:
      return 5;
    case TensorRole::bias:
      return 4;
    case TensorRole::statistic:
      return 3;
    case TensorRole::parameter:
      return 2;
    default:
      return 1;
  }
}

}  // namespace

TensorRole moreTelling(TensorRole a, TensorRole b) { return weightOf(b) > weightOf(a) ? b : a; }

}  // namespace tessera
