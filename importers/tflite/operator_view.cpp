#include "importers/tflite/operator_view.h"

#include "core/error.h"

namespace tessera::tflite_import {

OperatorView::OperatorView(std::size_t index, const FileOperator& op,
                           std::vector<TensorInfo>& tensors, const ModelFile& file)
    : index_(index), op_(&op), tensors_(&tensors), file_(&file) {}

TensorInfo& OperatorView::input(std::size_t i) const {
  if (!hasInput(i)) fail("input " + std::to_string(i) + " is missing");
  return (*tensors_)[static_cast<std::size_t>(op_->inputs[i])];
}

TensorInfo& OperatorView::output(std::size_t i) const {
  if (i >= outputCount()) fail("output " + std::to_string(i) + " is missing");
  return (*tensors_)[static_cast<std::size_t>(op_->outputs[i])];
}

const Shape& OperatorView::shapeOfRank(std::size_t i, std::size_t rank) const {
  const Shape& found = shape(i);
  if (found.rank() != rank) {
    fail("input " + std::to_string(i) + " has shape " + found.text() + " but needs rank " +
         std::to_string(rank));
  }
  return found;
}

const Integers* OperatorView::value(std::size_t i) const {
  return hasInput(i) ? valueOf(input(i), *file_) : nullptr;
}

std::optional<std::int64_t> OperatorView::scalar(std::size_t i) const {
  const Integers* known = value(i);
  if (known == nullptr || known->size() != 1) return std::nullopt;
  return known->front();
}

std::optional<double> OperatorView::number(std::size_t i) const {
  return hasInput(i) ? numberIn(input(i), *file_) : std::nullopt;
}

std::size_t OperatorView::axis(std::int64_t axis, std::size_t rank) const {
  const auto count = static_cast<std::int64_t>(rank);
  if (axis < -count || axis >= count) {
    fail("axis " + std::to_string(axis) + " does not fit rank " + std::to_string(rank));
  }
  return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

void OperatorView::fail(const std::string& message) const {
  throw Error(ErrorCode::input, message, where(), "convert the model again");
}

void OperatorView::failOptions() const { fail("its options are missing or of another operator"); }

}  // namespace tessera::tflite_import
