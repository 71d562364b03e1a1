#include "core/deployment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {
namespace {

struct DeploymentRow {
  Deployment deployment;
  std::string_view name;
  std::string_view assumption;
};

constexpr std::array<DeploymentRow, 4> deployments{{
    {Deployment::asStored, "as-stored", "every tensor as the file stores it"},
    {Deployment::int8, "int8",
     "real tensors at 1 byte an activation and a weight, 4 bytes a bias; quantised as stored"},
    {Deployment::int16, "int16",
     "real tensors as 16x8, 2 bytes an activation, 1 byte a weight, 8 bytes a bias; quantised as "
     "stored"},
    {Deployment::float32, "float32", "real and quantised tensors at 4 bytes an element"},
}};

bool isReal(const Tensor& tensor) {
  return isFloat(tensor.dtype) || tensor.quantization != nullptr || tensor.role == TensorRole::bias;
}

DType integerType(TensorRole role, DType activation, DType bias) {
  if (role == TensorRole::activation) return activation;
  return role == TensorRole::bias ? bias : DType::int8;
}

}  // namespace

std::string_view name(Deployment deployment) {
  return deployments.at(static_cast<std::size_t>(deployment)).name;
}

std::string_view assumption(Deployment deployment) {
  return deployments.at(static_cast<std::size_t>(deployment)).assumption;
}

bool isQuantized(const Network& network) {
  return std::any_of(network.tensors.begin(), network.tensors.end(), [](const Tensor& tensor) {
    const bool isWeight = tensor.role == TensorRole::weight;
    return tensor.quantization != nullptr || (isWeight && !isFloat(tensor.dtype));
  });
}

Deployment usualDeployment(const Network& network) {
  return isQuantized(network) ? Deployment::asStored : Deployment::int8;
}

Network deploy(Network network, Deployment deployment) {
  for (Tensor& tensor : network.tensors) {
    switch (deployment) {
      case Deployment::asStored:
        break;
      case Deployment::int8:
        if (isFloat(tensor.dtype)) {
          tensor.dtype = integerType(tensor.role, DType::int8, DType::int32);
        }
        break;
      case Deployment::int16:
        if (isFloat(tensor.dtype)) {
          tensor.dtype = integerType(tensor.role, DType::int16, DType::int64);
        }
        break;
      case Deployment::float32:
        if (isReal(tensor)) tensor.dtype = DType::float32;
        break;
    }
  }
  return network;
}

}  // namespace tessera
