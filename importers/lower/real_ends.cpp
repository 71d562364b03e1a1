#include "importers/lower/real_ends.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tessera {
namespace {

std::vector<TensorId> realOnes(const Network& network, const std::vector<TensorId>& ends) {
  std::vector<TensorId> real;
  std::copy_if(ends.begin(), ends.end(), std::back_inserter(real),
               [&](TensorId id) { return isFloat(network.tensor(id).dtype); });
  return real;
}

/// Gives the end its real type back; the tensor that has the integer form from now on.
TensorId split(Network& network, TensorId end, std::string integerName) {
  Tensor integer = network.tensor(end);
  integer.name = std::move(integerName);
  Tensor& real = network.tensor(end);
  real.dtype = DType::float32;
  real.quantization = nullptr;
  return network.addTensor(std::move(integer));
}

Operator quantize(const std::string& end, TensorId real, TensorId integer) {
  return {end + "_quantize", "QuantizeLinear", Quantize{}, {real}, {integer}, std::nullopt};
}

Operator dequantize(const std::string& end, TensorId integer, TensorId real) {
  return {end + "_dequantize", "DequantizeLinear", Dequantize{}, {integer}, {real}, std::nullopt};
}

/// Conversions that no operator of the file stands for, and where they go.
struct Inserted {
  std::vector<Operator> first;
  std::vector<Operator> behindWriters;  ///< each reads what one operator of the network writes
};

/// The operators with those conversions among them, and a flag for each.
void insert(Network& network, std::vector<bool>& removed, Inserted inserted) {
  std::vector<Operator> operators = std::move(inserted.first);
  std::vector<bool> flags(operators.size(), false);
  std::vector<Operator*> reader(network.tensors.size(), nullptr);
  for (Operator& op : inserted.behindWriters) reader[op.inputs[0].index()] = &op;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    operators.push_back(std::move(network.operators[i]));
    flags.push_back(removed[i]);
    const std::vector<TensorId> written = operators.back().outputs;
    for (const TensorId id : written) {
      if (removed[i] || reader[id.index()] == nullptr) continue;
      operators.push_back(std::move(*std::exchange(reader[id.index()], nullptr)));
      flags.push_back(false);
    }
  }
  network.operators = std::move(operators);
  removed = std::move(flags);
}

}  // namespace

RealEnds::RealEnds(const Network& network)
    : inputs_(realOnes(network, network.inputs)), outputs_(realOnes(network, network.outputs)) {}

void RealEnds::keep(std::size_t conversion, TensorId end, std::string integer) {
  kept_.push_back({conversion, end, std::move(integer)});
}

void RealEnds::restore(Network& network, std::vector<bool>& removed) const {
  std::vector<TensorId> integerOf;
  for (std::size_t i = 0; i < network.tensors.size(); ++i) integerOf.emplace_back(i);
  Inserted inserted;
  for (const Conversion& kept : kept_) {
    integerOf[kept.end.index()] = split(network, kept.end, kept.integer);
    removed[kept.at] = false;
  }
  const auto splitOther = [&](TensorId end) {
    const std::string name = network.tensor(end).name + "_quantized";
    return integerOf[end.index()] = split(network, end, name);
  };
  for (const TensorId end : inputs_) {
    if (isFloat(network.tensor(end).dtype)) continue;
    inserted.first.push_back(quantize(network.tensor(end).name, end, splitOther(end)));
  }
  for (const TensorId end : outputs_) {
    if (isFloat(network.tensor(end).dtype)) continue;
    inserted.behindWriters.push_back(dequantize(network.tensor(end).name, splitOther(end), end));
  }
  for (Operator& op : network.operators) {
    for (TensorId& id : op.inputs) id = integerOf[id.index()];
    for (TensorId& id : op.outputs) id = integerOf[id.index()];
  }
  for (const Conversion& kept : kept_) {
    Operator& op = network.operators[kept.at];
    const TensorId integer = integerOf[kept.end.index()];
    op.inputs = {is<Quantize>(op) ? kept.end : integer};
    op.outputs = {is<Quantize>(op) ? integer : kept.end};
  }
  insert(network, removed, std::move(inserted));
}

}  // namespace tessera
