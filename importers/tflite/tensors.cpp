#include "importers/tflite/tensors.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <unordered_set>

#include "core/checked.h"
#include "importers/refusal.h"
#include "importers/shapes.h"
#include "importers/tflite/element_type.h"
#include "importers/tflite/lists.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

constexpr std::int64_t mostValues = 256;

[[noreturn]] void invalid(const std::string& message, const TensorInfo& tensor) {
  throw Error(ErrorCode::input, message, tensor.where(), "convert the model again");
}

/// Open extents are -1 in the signature; files without one may write -1 into the shape itself.
void readShape(const schema::Tensor& from, TensorInfo& tensor, Lists& lists) {
  std::vector<std::int32_t> shape = lists.copy(from.shape());
  const std::vector<std::int32_t> signature = lists.copy(from.shape_signature());
  if (shape.empty()) shape = signature;
  Integers extents(shape.begin(), shape.end());
  for (std::size_t axis = 0; axis < extents.size(); ++axis) {
    const bool openInSignature = signature.size() == extents.size() && signature[axis] == -1;
    const bool openHere = extents[axis] == -1 || (openInSignature && extents[axis] <= 1);
    if (!openHere) continue;
    tensor.open.push_back(axis);
    extents[axis] = 1;
  }
  tensor.rankKnown = !extents.empty() || from.has_rank();
  tensor.shape = Shape(std::move(extents));
  checkShape(tensor.shape, tensor.dtype, tensor.where());
}

std::int32_t zeroPoint(std::int64_t value, const TensorInfo& tensor) {
  using Limits = std::numeric_limits<std::int32_t>;
  if (value < Limits::min() || value > Limits::max()) invalid("a zero point of 64 bits", tensor);
  return static_cast<std::int32_t>(value);
}

/// Schemes other than one scale or one for each index of an axis leave the tensor without scales.
void readQuantization(const schema::Tensor& from, TensorInfo& tensor, Lists& lists) {
  const schema::QuantizationParameters* parameters = from.quantization();
  if (parameters == nullptr) return;
  if (parameters->details_type() != schema::QuantizationDetails::NONE) return;
  Quantization result;
  result.scales = lists.copy(parameters->scale());
  if (result.scales.empty()) return;
  for (const std::int64_t point : lists.copy(parameters->zero_point())) {
    result.zeroPoints.push_back(zeroPoint(point, tensor));
  }
  const std::size_t count = result.scales.size();
  if (result.zeroPoints.size() == 1 && count > 1) {
    result.zeroPoints.assign(count, result.zeroPoints[0]);
  }
  if (!result.zeroPoints.empty() && result.zeroPoints.size() != count) {
    invalid(std::to_string(result.zeroPoints.size()) + " zero points for " + std::to_string(count) +
                " scales",
            tensor);
  }
  if (count > 1) {
    const auto rank = static_cast<std::int64_t>(tensor.shape.rank());
    // Old converters write the axis of the weights at a bias, which has one axis.
    const std::int64_t axis = rank == 1 ? 0 : parameters->quantized_dimension();
    const bool fits =
        axis >= 0 && axis < rank &&
        tensor.shape[static_cast<std::size_t>(axis)] == static_cast<std::int64_t>(count);
    if (!fits) {
      invalid(std::to_string(count) + " scales for axis " + std::to_string(axis) + " of shape " +
                  tensor.shape.text(),
              tensor);
    }
    result.axis = static_cast<int>(axis);
  }
  tensor.quantization = std::make_shared<const Quantization>(std::move(result));
}

void readData(const ModelFile& file, const schema::Tensor& from, TensorInfo& tensor) {
  if (from.sparsity() != nullptr) {
    throw refusal(Refusal::sparse, "a tensor that stores only some of its elements", tensor.where(),
                  "convert the model without sparsity");
  }
  if (from.external_buffer() != 0) {
    throw refusal(Refusal::externalData, "its values are in another file", tensor.where(),
                  "convert the model with the weights inside");
  }
  FileExtent extent;
  try {
    extent = file.buffer(from.buffer());
  } catch (const Error& error) {
    throw error.within(tensor.where());
  }
  if (extent.bytes == 0) return;
  if (tensor.variable) invalid("a variable tensor with values in the file", tensor);
  const auto needed =
      static_cast<std::uint64_t>(storageBytes(tensor.dtype, tensor.shape.elements()).count());
  if (extent.bytes < needed) {
    invalid("needs " + std::to_string(needed) + " bytes, its buffer has " +
                std::to_string(extent.bytes),
            tensor);
  }
  extent.bytes = needed;
  tensor.role = TensorRole::constant;
  tensor.data = file.constant(extent, tensor.dtype);
}

std::string uniqueName(std::string name, std::size_t index,
                       std::unordered_set<std::string>& taken) {
  if (name.empty()) name = "tensor " + std::to_string(index);
  while (!taken.insert(name).second) name += "#" + std::to_string(index);
  return name;
}

template <class Element>
Element elementAt(std::span<const std::byte> bytes, std::size_t index) {
  Element element{};
  std::memcpy(&element, bytes.data() + index * sizeof(Element), sizeof(Element));
  return element;
}

template <class Element>
Integers elementsAs(std::span<const std::byte> bytes) {
  Integers values(bytes.size() / sizeof(Element));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = elementAt<Element>(bytes, i);
  return values;
}

}  // namespace

std::vector<TensorInfo> readTensors(const ModelFile& file, const schema::SubGraph& subgraph,
                                    Lists& lists) {
  std::vector<TensorInfo> tensors;
  if (subgraph.tensors() == nullptr) return tensors;
  tensors.reserve(subgraph.tensors()->size());
  std::unordered_set<std::string> names;
  for (const schema::Tensor* from : *subgraph.tensors()) {
    TensorInfo tensor;
    tensor.name = uniqueName(lists.text(from->name()), tensors.size(), names);
    tensor.dtype = elementType(from->type(), tensor.where());
    tensor.variable = from->is_variable();
    readShape(*from, tensor, lists);
    readQuantization(*from, tensor, lists);
    readData(file, *from, tensor);
    tensors.push_back(std::move(tensor));
  }
  return tensors;
}

const Integers* valueOf(TensorInfo& tensor, const ModelFile& file) {
  if (tensor.value) return &*tensor.value;
  const auto* range = std::get_if<FileRange>(&tensor.data.source);
  const std::int64_t count = tensor.shape.elements();
  if (range == nullptr || count > mostValues) return nullptr;
  const std::span<const std::byte> bytes = file.read({range->offset, range->bytes});
  if (tensor.dtype == DType::int32) {
    tensor.value = elementsAs<std::int32_t>(bytes);
  } else if (tensor.dtype == DType::int64) {
    tensor.value = elementsAs<std::int64_t>(bytes);
  }
  return tensor.value ? &*tensor.value : nullptr;
}

std::optional<double> numberIn(const TensorInfo& tensor, const ModelFile& file) {
  const auto* range = std::get_if<FileRange>(&tensor.data.source);
  if (range == nullptr || tensor.shape.elements() != 1) return std::nullopt;
  const std::span<const std::byte> bytes = file.read({range->offset, range->bytes});
  switch (tensor.dtype) {
    case DType::float32:
      return elementAt<float>(bytes, 0);
    case DType::int8:
      return elementAt<std::int8_t>(bytes, 0);
    case DType::uint8:
      return elementAt<std::uint8_t>(bytes, 0);
    case DType::int16:
      return elementAt<std::int16_t>(bytes, 0);
    case DType::int32:
      return elementAt<std::int32_t>(bytes, 0);
    default:
      return std::nullopt;
  }
}

}  // namespace tessera::tflite_import
