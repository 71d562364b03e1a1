#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "importers/lower/integer_spread.h"
#include "importers/lower/real_ends.h"
#include "importers/lower/renaming.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// The rewrite under way: operators are only flagged as removed until its end.
struct Work {
  explicit Work(Network given)
      : network(std::move(given)),
        uses(usesOf(network)),
        renaming(network),
        ends(network),
        conversions(conversionsOf(network)),
        removed(network.operators.size(), false) {}

  void remove(std::size_t at) {
    removed[at] = true;
    ++count;
  }

  Network network;
  Uses uses;
  Renaming renaming;
  RealEnds ends;
  std::vector<std::uint32_t> conversions;  ///< of each tensor: reads by a Quantize, in the file
  std::vector<bool> removed;
  std::size_t count = 0;
};

/// Conversions under constant scales; DynamicQuantizeLinear, which computes its own, has three
/// outputs.
template <class Conversion>
bool isStatic(const Network& network, const Operator& op) {
  return is<Conversion>(op) && !op.inputs.empty() && op.outputs.size() == 1 &&
         constantsFrom(network, op, 1);
}

void removeDequantizes(Work& work) {
  for (std::size_t i = 0; i < work.network.operators.size(); ++i) {
    Operator& op = work.network.operators[i];
    if (!isStatic<Dequantize>(work.network, op)) continue;
    const TensorId stored = work.renaming(op.inputs[0]);
    const TensorId real = op.outputs[0];
    op.inputs.resize(1);
    if (!work.renaming.join(work.network, work.uses, stored, real)) continue;
    if (work.uses.isOutput[real.index()]) {
      takeForm(work.network.tensor(real), work.network.tensor(stored));
      work.ends.keep(i, real, work.network.tensor(stored).name);
    }
    work.remove(i);
  }
}

/// A quantised constant is a constant of the integer type; its values stay as they are stored.
bool quantizeConstant(Work& work, TensorId real, TensorId stored) {
  if (work.uses.isOutput[stored.index()]) return false;
  Tensor& quantized = work.network.tensor(stored);
  quantized.role = work.network.tensor(real).role;
  quantized.data = work.network.tensor(real).data;
  return true;
}

/// Merges one Quantize into whatever provides its input; false where it must stay.
bool mergeQuantize(Work& work, std::size_t at) {
  const Operator& op = work.network.operators[at];
  const TensorId real = work.renaming(op.inputs[0]);
  const TensorId stored = work.renaming(op.outputs[0]);
  Tensor& source = work.network.tensor(real);
  const Tensor& quantized = work.network.tensor(stored);
  if (isConstant(source)) return quantizeConstant(work, real, stored);
  if (!isFloat(source.dtype)) {  // already quantised: by another Quantize or in the file
    return sameForm(source, quantized) && work.renaming.join(work.network, work.uses, real, stored);
  }
  if (work.uses.isOutput[real.index()]) return false;
  // Whoever reads the real value would read a rounded one.
  if (work.conversions[real.index()] != work.uses.readers[real.index()]) return false;
  if (work.uses.isInput[real.index()]) {
    const std::string name = quantized.name;
    if (!work.renaming.join(work.network, work.uses, real, stored)) return false;
    takeForm(source, quantized);
    work.ends.keep(at, real, name);
    return true;
  }
  work.renaming.replace(work.uses, real, stored);
  work.uses.producer[stored.index()] = work.uses.producer[real.index()];
  return true;
}

void removeQuantizes(Work& work) {
  for (std::size_t i = 0; i < work.network.operators.size(); ++i) {
    Operator& op = work.network.operators[i];
    if (!isStatic<Quantize>(work.network, op)) continue;
    op.inputs.resize(1);
    if (mergeQuantize(work, i)) work.remove(i);
  }
}

/// The scales and zero points that a QLinear operator lists after its operands are known from its
/// tensors' quantization. Those of ConvInteger and MatMulInteger, which has no scales, are not.
void stripScales(Work& work) {
  for (Operator& op : work.network.operators) {
    const std::string_view type = op.type;
    if (!type.starts_with("QLinear")) continue;
    const std::size_t before = op.inputs.size();
    while (op.inputs.size() > 1) {
      const Tensor& last = work.network.tensor(op.inputs.back());
      if (last.role != TensorRole::constant || last.shape.rank() > 1) break;
      op.inputs.pop_back();
    }
    if (op.inputs.size() < before) ++work.count;
  }
}

/// An operand that is read through a Dequantize of an activation.
struct RealRead {
  std::size_t dequantize;
  std::size_t reader;
  std::size_t slot;
};

std::vector<RealRead> realReads(const Network& network) {
  std::vector<std::optional<std::size_t>> dequantizes(network.tensors.size());
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    const bool ofActivation =
        isStatic<Dequantize>(network, op) && !isConstant(network.tensor(op.inputs[0]));
    if (ofActivation) dequantizes[op.outputs[0].index()] = i;
  }
  std::vector<RealRead> reads;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const std::vector<TensorId>& inputs = network.operators[i].inputs;
    for (std::size_t slot = 0; slot < inputs.size(); ++slot) {
      if (const auto at = dequantizes[inputs[slot].index()]) reads.push_back({*at, i, slot});
    }
  }
  return reads;
}

bool writesReals(const Network& network, const Operator& op) {
  return std::all_of(op.outputs.begin(), op.outputs.end(),
                     [&](TensorId id) { return isFloat(network.tensor(id).dtype); });
}

/// An operator that writes real values computes with real ones: its operands stay dequantised.
void restoreDequantizes(Work& work, const std::vector<RealRead>& reads,
                        const std::vector<TensorId>& realTensors) {
  for (const RealRead& read : reads) {
    Operator& reader = work.network.operators[read.reader];
    Operator& dequantize = work.network.operators[read.dequantize];
    if (work.removed[read.reader] || !writesReals(work.network, reader)) continue;
    const TensorId real = realTensors[read.dequantize];
    if (isConstant(work.network.tensor(dequantize.inputs[0]))) continue;
    const bool wasRemoved = work.removed[read.dequantize];
    if (wasRemoved && !isFloat(work.network.tensor(real).dtype)) continue;
    if (wasRemoved) {
      dequantize.outputs[0] = real;
      work.removed[read.dequantize] = false;
      --work.count;
    }
    reader.inputs[read.slot] = dequantize.outputs[0];
  }
}

std::vector<bool> realPads(const Network& network) {
  std::vector<bool> real(network.operators.size(), false);
  for (std::size_t i = 0; i < real.size(); ++i) {
    const Operator& op = network.operators[i];
    real[i] = is<Pad>(op) && !op.outputs.empty() && isFloat(network.tensor(op.outputs[0]).dtype);
  }
  return real;
}

}  // namespace

Rewritten integerForms(Network network) {
  const std::vector<bool> pads = realPads(network);
  const std::vector<RealRead> reads = realReads(network);
  std::vector<TensorId> realTensors;
  for (const Operator& op : network.operators) {
    realTensors.push_back(op.outputs.empty() ? TensorId(std::size_t{0}) : op.outputs[0]);
  }
  Work work(std::move(network));
  removeDequantizes(work);
  removeQuantizes(work);
  stripScales(work);
  work.renaming.apply(work.network);
  spreadIntegerForms(work.network);
  restoreDequantizes(work, reads, realTensors);
  for (std::size_t i = 0; i < pads.size(); ++i) {
    if (pads[i]) quantizePadValue(work.network, work.network.operators[i]);
  }
  work.ends.restore(work.network, work.removed);
  removeOperators(work.network, work.removed);
  return {std::move(work.network), work.count};
}

}  // namespace tessera
