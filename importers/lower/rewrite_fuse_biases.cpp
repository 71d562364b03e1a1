#include <optional>
#include <utility>

#include "core/element_function.h"
#include "core/weight_layout.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// The addition of a constant: the slots of the value and of the constant.
std::optional<std::pair<std::size_t, std::size_t>> addOfConstant(const Network& network,
                                                                 const Operator& op) {
  if (!isAddition(op) || op.inputs.size() != 2 || op.fusedActivation) return std::nullopt;
  const bool first = isConstant(network.tensor(op.inputs[0]));
  const bool second = isConstant(network.tensor(op.inputs[1]));
  if (first == second) return std::nullopt;
  return first ? std::pair<std::size_t, std::size_t>{1, 0}
               : std::pair<std::size_t, std::size_t>{0, 1};
}

bool takesBias(const Network& network, const Operator& op) {
  return hasChannelWeights(op) && op.inputs.size() == 2 && op.outputs.size() == 1 &&
         !op.fusedActivation && isConstant(network.tensor(op.inputs[1]));
}

std::size_t channelAxis(const Operator& op, std::size_t rank, Layout layout) {
  return is<FullyConnected>(op) || layout == Layout::channelsLast ? rank - 1 : 1;
}

/// True where `constant`, aligned to the right as broadcasts are, has one value a channel.
bool onePerChannel(const Shape& constant, const Shape& output, std::size_t axis) {
  if (constant.rank() > output.rank()) return false;
  const std::size_t skipped = output.rank() - constant.rank();
  for (std::size_t i = 0; i < constant.rank(); ++i) {
    if (constant[i] != (skipped + i == axis ? output[axis] : 1)) return false;
  }
  return axis >= skipped || output[axis] == 1;
}

/// An int8 constant under a scale of its own is not what an integer kernel takes for a bias.
bool canBeBias(const Tensor& constant) {
  return isFloat(constant.dtype) || constant.dtype == DType::int32;
}

bool fuses(const Network& network, const Operator& kernel, const Tensor& sum,
           const Tensor& constant) {
  if (!takesBias(network, kernel) || !canBeBias(constant)) return false;
  const Tensor& product = network.tensor(kernel.outputs[0]);
  if (product.shape != sum.shape || sum.shape.rank() < 2) return false;
  if (!sameForm(product, sum) || isRounded(product, sum)) return false;
  const std::size_t axis = channelAxis(kernel, sum.shape.rank(), network.layout);
  return onePerChannel(constant.shape, sum.shape, axis);
}

/// A constant that is now a bias wherever it is read becomes a plain vector of role bias.
void becomeBiases(Network& network, const Uses& uses, const std::vector<std::uint32_t>& fused) {
  for (std::size_t i = 0; i < fused.size(); ++i) {
    if (fused[i] == 0 || fused[i] != uses.readers[i]) continue;
    Tensor& bias = network.tensors[i];
    bias.role = TensorRole::bias;
    bias.shape = Shape{bias.shape.elements()};
  }
}

}  // namespace

Rewritten fuseBiases(Network network) {
  Uses uses = usesOf(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::vector<std::uint32_t> fused(network.tensors.size(), 0);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& add = network.operators[i];
    const auto slots = addOfConstant(network, add);
    if (!slots) continue;
    const auto at = uses.mergeableProducer(add.inputs[slots->first]);
    const TensorId constant = add.inputs[slots->second];
    if (!at || !fuses(network, network.operators[*at], network.tensor(add.outputs[0]),
                      network.tensor(constant))) {
      continue;
    }
    network.operators[*at].inputs.push_back(constant);
    takeOverOutput(network, uses, *at, i);
    removed[i] = true;
    ++fused[constant.index()];
    ++count;
  }
  becomeBiases(network, uses, fused);
  removeOperators(network, removed);
  return {std::move(network), count};
}

}  // namespace tessera
