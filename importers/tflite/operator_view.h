#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/tflite/operators.h"
#include "importers/tflite/tensors.h"

namespace tessera::tflite_import {

/// Read access to one operator: every input is checked, and a fault is an Error(input) whose place
/// is "operator 3 (CONV_2D)".
class OperatorView {
 public:
  /// The references must outlive the view.
  OperatorView(std::size_t index, const FileOperator& op, std::vector<TensorInfo>& tensors,
               const ModelFile& file);

  std::size_t index() const { return index_; }
  const std::string& type() const { return op_->type; }
  schema::BuiltinOperator code() const { return op_->code; }
  /// The operator as the file has it: its options are read from there.
  const schema::Operator& table() const { return *op_->table; }
  /// "CONV_2D_3": TFLite's operators have no names of their own.
  std::string name() const { return type() + "_" + std::to_string(index_); }
  std::string where() const { return operatorPlace(index_, type()); }

  std::size_t inputCount() const { return op_->inputs.size(); }
  std::size_t outputCount() const { return op_->outputs.size(); }
  bool hasInput(std::size_t i) const { return i < inputCount() && op_->inputs[i] >= 0; }
  /// Throws Error(input) where the input or output is absent.
  TensorInfo& input(std::size_t i) const;
  TensorInfo& output(std::size_t i) const;
  const Shape& shape(std::size_t i) const { return input(i).shape; }
  /// Throws Error(input) where the input's rank is another.
  const Shape& shapeOfRank(std::size_t i, std::size_t rank) const;

  /// The input's value where it is an integer tensor that is known; null otherwise.
  const Integers* value(std::size_t i) const;
  /// The single element of such a value.
  std::optional<std::int64_t> scalar(std::size_t i) const;
  /// The element of a constant of one number of any type, in stored units; nothing where it is
  /// none.
  std::optional<double> number(std::size_t i) const;

  /// `axis` as an index below `rank` (negative counts from the end).
  std::size_t axis(std::int64_t axis, std::size_t rank) const;

  [[noreturn]] void fail(const std::string& message) const;
  /// Where the options of the operator are missing or of another kind.
  [[noreturn]] void failOptions() const;

 private:
  std::size_t index_;
  const FileOperator* op_;
  std::vector<TensorInfo>* tensors_;
  const ModelFile* file_;
};

}  // namespace tessera::tflite_import
