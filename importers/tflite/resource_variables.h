#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/operator.h"
#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

/// The variables behind VAR_HANDLE, READ_VARIABLE and ASSIGN_VARIABLE. The file shows only their
/// handles; in the network each is a variable tensor that a READ_VARIABLE reads, and an
/// ASSIGN_VARIABLE reads it and writes a view of it. A handle is a view of it too: TFLite Micro
/// keeps its number with the kernel's data and gives it no bytes of the arena (var_handle.cc).
class ResourceVariables {
 public:
  /// Completes `added`, the network's operator for `op`, if it is one of the three; new tensors go
  /// to the end of `tensors`. Throws Error(input) where a variable changes its type or shape.
  void connect(const OperatorView& op, Operator& added, std::vector<TensorInfo>& tensors);

 private:
  struct Variable {
    std::size_t state = 0;    ///< the variable tensor
    std::size_t current = 0;  ///< the view that the last assignment wrote, or `state`
  };

  void nameHandle(const OperatorView& op, std::size_t handle);
  Variable& variable(const OperatorView& op, std::size_t handle, const TensorInfo& like,
                     std::vector<TensorInfo>& tensors);

  std::map<std::size_t, std::string> names_;  ///< by handle tensor
  std::map<std::string, Variable> variables_;
};

}  // namespace tessera::tflite_import
