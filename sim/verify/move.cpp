#include "sim/verify/move.h"

#include <array>
#include <cstring>

#include "sim/verify/element.h"
#include "sim/verify/strided.h"

namespace tessera::verify {
namespace {

/// Whether stored elements can be copied as they are. Where only one side names scales the file
/// moved integers, not real values; TFLite's kernels never look at scales.
bool copies(const Call& call, const Tensor& from, const Tensor& to) {
  if (from.dtype != to.dtype) return false;
  if (call.graph.arithmetic() == Arithmetic::tflite) return true;
  return sameForm(from, to) || !isQuantized(from) || !isQuantized(to);
}

/// Offset in the input of each output position of an axis; nothing where it is filled.
using Offsets = std::vector<std::vector<std::optional<std::int64_t>>>;

Offsets offsetsOf(const TensorView& input, const std::vector<AxisMove>& moves) {
  Box read = input.stored;
  Offsets offsets;
  for (const AxisMove& move : moves) {
    auto& axis = offsets.emplace_back();
    if (!move.inputAxis) {
      axis.assign(move.source.size(), 0);
      continue;
    }
    Interval touched;
    for (const std::int64_t source : move.source) {
      if (source == AxisMove::filled) {
        axis.emplace_back();
        continue;
      }
      touched = hull(touched, {source, source + 1});
      axis.push_back((source - input.stored[*move.inputAxis].begin) *
                     input.strides[*move.inputAxis]);
    }
    read[*move.inputAxis] = touched;
  }
  requireStored(input, read);
  return offsets;
}

/// Calls `visit(offset)` for each output position in order, without an offset where it is filled.
template <class Visit>
void forEachSource(const Offsets& offsets, std::size_t axis, std::optional<std::int64_t> at,
                   const Visit& visit) {
  if (axis == offsets.size()) return visit(at);
  for (const std::optional<std::int64_t>& offset : offsets[axis]) {
    const auto next = at && offset ? std::optional(*at + *offset) : std::nullopt;
    forEachSource(offsets, axis + 1, next, visit);
  }
}

void copyElements(const TensorView& input, const Offsets& offsets, const TensorView& output,
                  const Box& box, double fill) {
  withElementType(*output.tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    std::vector<Element> moved;
    moved.reserve(static_cast<std::size_t>(elements(box)));
    const auto filler = fromReal<Element>(fill);
    const auto bytes = static_cast<std::int64_t>(sizeof(Element));
    forEachSource(offsets, 0, 0, [&](std::optional<std::int64_t> at) {
      moved.push_back(at ? loadElement<Element>(input.data + *at * bytes) : filler);
    });
    const Element* from = moved.data();
    const std::int64_t step = output.strides.empty() ? bytes : output.strides.back() * bytes;
    forEachRow(output, box, [&](const auto&, std::int64_t offset, std::int64_t count) {
      std::byte* to = output.data + offset * bytes;
      for (std::int64_t i = 0; i < count; ++i, to += step) storeElement(to, *from++);
    });
  });
}

/// The same through real values, of tensors with at most one scale each.
void convertElements(const Call& call, const TensorView& input, const Offsets& offsets,
                     const TensorView& output, const Box& box, double fill) {
  const Tensor& from = *input.tensor;
  const bool quantized = isQuantized(from);
  if (quantized && from.quantization->scales.size() > 1) cannotRun(call, "its scales vary");
  const double scale = quantized ? from.quantization->scales[0] : 1.0;
  const double zero =
      quantized && !from.quantization->zeroPoints.empty() ? from.quantization->zeroPoints[0] : 0.0;
  const bool storedFill = isQuantized(*output.tensor);
  const double realFill = storedFill ? (fill - output.tensor->quantization->zeroPoints.at(0)) *
                                           output.tensor->quantization->scales[0]
                                     : fill;
  std::vector<double> moved;
  withElementType(from, [&](auto type) {
    using Element = typename decltype(type)::Type;
    forEachSource(offsets, 0, 0, [&](std::optional<std::int64_t> at) {
      const auto load = [&] {
        return toReal(
            loadElement<Element>(input.data + *at * static_cast<std::int64_t>(sizeof(Element))));
      };
      moved.push_back(at ? (load() - zero) * scale : realFill);
    });
  });
  writeReals(output, box, moved);
}

}  // namespace

AxisMove straightMove(std::size_t axis, Interval output, std::int64_t shift) {
  AxisMove move{axis, {}};
  for (std::int64_t i = output.begin; i < output.end; ++i) move.source.push_back(i - shift);
  return move;
}

void moveElements(const Call& call, const TensorView& input, std::size_t output, const Box& box,
                  const std::vector<AxisMove>& moves, double fill) {
  if (elements(box) == 0) return;
  const TensorView& to = call.outputs[output];
  requireStored(to, box);
  const Offsets offsets = offsetsOf(input, moves);
  if (copies(call, *input.tensor, *to.tensor)) {
    copyElements(input, offsets, to, box, fill);
  } else {
    convertElements(call, input, offsets, to, box, fill);
  }
}

void moveAll(const Call& call, const TensorView& input, const TensorView& output) {
  const Box from = wholeBox(input.tensor->shape);
  const Box to = wholeBox(output.tensor->shape);
  if (elements(from) != elements(to)) cannotRun(call, "it changes the number of elements");
  if (copies(call, *input.tensor, *output.tensor) && !isFloat(input.tensor->dtype)) {
    return writeIntegers(output, to, readIntegers(input, from).values);
  }
  writeReals(output, to, readReals(input, from).values);
}

}  // namespace tessera::verify
