#include "sim/verify/constants.h"

#include <utility>

#include "core/error.h"
#include "sim/verify/dense.h"

namespace tessera::verify {
namespace {

void applyScale(std::vector<double>& values, const Shape& shape, const AxisScale& scale) {
  const std::int64_t inner = rowMajorStrides(wholeBox(shape)).at(scale.axis);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at = static_cast<std::size_t>(static_cast<std::int64_t>(i) / inner);
    const float factor = scale.factors.at(at % scale.factors.size());
    values[i] = static_cast<double>(static_cast<float>(values[i]) * factor);
  }
}

std::vector<std::byte> loadConstant(const Tensor& tensor) {
  const std::string where = "tensor '" + tensor.name + "'";
  if (!tensor.data.present() && tensor.shape.elements() > 0) {
    throw Error(ErrorCode::unsupported, "the file carries no values for it", where,
                "verify a model with its weights");
  }
  std::vector<std::byte> bytes = loadBytes(tensor.data);
  Tensor stored = tensor;
  stored.dtype = tensor.data.storedAs;
  if (static_cast<std::int64_t>(bytes.size()) < storageBytes(stored).count()) {
    throw Error(ErrorCode::input, "has too few values", where, "export the model again");
  }
  if (stored.dtype == tensor.dtype && tensor.data.scale == nullptr) return bytes;
  stored.quantization = isFloat(stored.dtype) ? nullptr : tensor.quantization;
  const Box all = wholeBox(tensor.shape);
  std::vector<double> values = readReals(wholeView(stored, bytes.data()), all).values;
  if (tensor.data.scale != nullptr) applyScale(values, tensor.shape, *tensor.data.scale);
  std::vector<std::byte> converted(static_cast<std::size_t>(storageBytes(tensor).count()));
  writeReals(wholeView(tensor, converted.data()), all, values);
  return converted;
}

}  // namespace

TensorView Constants::view(TensorId id) {
  const Tensor& tensor = graph_[id];
  auto found = loaded_.find(id);
  if (found == loaded_.end()) found = loaded_.emplace(id, loadConstant(tensor)).first;
  return wholeView(tensor, found->second.data());
}

}  // namespace tessera::verify
